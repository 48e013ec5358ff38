import type { EnvironmentConfig } from '../environment-config.ts';

/** All that the function reads from its environment; what is left out has a default. */
export function toProducerEnvironment(
  { topic, producer }: EnvironmentConfig,
  brokers: readonly { host: string }[],
  port: number,
): Record<string, string> {
  return {
    KAFKA_BROKERS: brokers.map(({ host }) => `${host}:${port}`).join(','),
    KAFKA_AUTH: 'msk-iam',
    TOPIC: topic.name,
    REGISTRY_NAME: producer.registryName,
    SCHEMA_NAME: producer.schemaName,
    DEVICE_ID: producer.deviceId,
    NODE_OPTIONS: '--enable-source-maps',
  };
}
