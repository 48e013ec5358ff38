import type { ConnectivityContract } from '../contract.ts';
import type { EnvironmentConfig } from '../environment-config.ts';
import { consumerGroupId } from '../names.ts';
import { METRICS_NAMESPACE } from './service-metrics.ts';
import { TTL_ATTRIBUTE } from './table.ts';

/** Of `/health` and `/metrics`. */
export const HTTP_PORT = 8080;

const DAY_SECONDS = 86_400;

/** The settings of the service, by the names its own configuration reads. None is a secret. */
export function toTaskEnvironment({
  config,
  contract,
  tableName,
}: {
  config: EnvironmentConfig;
  contract: ConnectivityContract;
  tableName: string;
}): Record<string, string> {
  const { drainTimeoutSeconds, itemTtlDays } = config.consumer;
  return {
    AWS_REGION: config.region,
    KAFKA_BROKERS: contract.brokers.map(({ host }) => `${host}:${contract.port}`).join(','),
    KAFKA_GROUP_ID: consumerGroupId(config.name),
    TOPIC: contract.topic,
    DEAD_LETTER_TOPIC: contract.deadLetterTopic,
    TABLE_NAME: tableName,
    KAFKA_AUTH: 'msk-iam',
    // One role for both: it reads schema versions, and it is who the brokers know.
    KAFKA_ROLE_ARN: contract.accessRoleArn,
    KAFKA_EXTERNAL_ID: contract.externalId,
    REGISTRY_ROLE_ARN: contract.accessRoleArn,
    REGISTRY_EXTERNAL_ID: contract.externalId,
    HTTP_PORT: String(HTTP_PORT),
    DRAIN_TIMEOUT_MS: String(drainTimeoutSeconds * 1000),
    EMBEDDED_METRICS_NAMESPACE: METRICS_NAMESPACE,
    ...(itemTtlDays !== undefined && {
      TTL_ATTRIBUTE,
      TTL_SECONDS: String(itemTtlDays * DAY_SECONDS),
    }),
  };
}
