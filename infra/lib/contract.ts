/**
 * All that the consumer's account has to know of the producer's, and the only thing that crosses between them. Every
 * value is known or a token: in one app the stacks hand it over, with two pipelines a committed file does.
 */
export interface ConnectivityContract {
  /** One per broker, in the order of their ids. */
  readonly brokers: readonly BrokerConnection[];
  /** Where brokers accept IAM, and endpoint services therefore listen: 9098 on MSK. */
  readonly port: number;
  readonly clusterArn: string;
  /** What follows the first label of every broker's host name; the private hosted zone is this and nothing above it. */
  readonly clusterDomain: string;
  /** In the producer's account; the consumer's tasks assume it to read schemas and to sign for the brokers. */
  readonly accessRoleArn: string;
  readonly externalId: string;
  readonly registryName: string;
  readonly topic: string;
  readonly deadLetterTopic: string;
}

export interface BrokerConnection {
  readonly id: number;
  /** As the broker advertises it and as its certificate names it. */
  readonly host: string;
  /** Of the VPC endpoint service in front of this broker: com.amazonaws.vpce.<region>.vpce-svc-... */
  readonly serviceName: string;
}
