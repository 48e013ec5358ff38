/*
 * The only physical names: what the other account has to know before it exists. Everything else is named by
 * CloudFormation, so that two environments fit into one account and a replacement does not collide.
 */

/** In the consumer's account; the access role's trust names it. */
export function consumerTaskRoleName(environmentName: string): string {
  return `${environmentName}-glueline-consumer-task`;
}

/** In the producer's account. */
export function consumerAccessRoleName(environmentName: string): string {
  return `${environmentName}-glueline-consumer-access`;
}

/** The Kafka consumer group: policies on both sides name it. */
export function consumerGroupId(environmentName: string): string {
  return `${environmentName}-glueline-consumer`;
}
