import type { RealParts } from '../real-parts.ts';
import type { AccountCredentials } from './accounts.ts';
import { REGION } from './clients.ts';

export type Environment = Record<string, string>;

/** The SDK's own variables, so that it asks the parts on this machine without knowing it. */
export function toAwsEnvironment(parts: RealParts, account: AccountCredentials): Environment {
  return {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: account.accessKeyId,
    AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
    AWS_ENDPOINT_URL_GLUE: parts.registryEndpoint,
    AWS_ENDPOINT_URL_STS: parts.registryEndpoint,
    AWS_ENDPOINT_URL_DYNAMODB: parts.dynamodbEndpoint,
    // What the person has configured for the real AWS must not change what happens here.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

export type ProducerNames = {
  topic: string;
  registryName: string;
  schemaName: string;
  deviceId: string;
};

/** Everything the producer reads. */
export function toProducerEnvironment(parts: RealParts, names: ProducerNames): Environment {
  return {
    ...toAwsEnvironment(parts, parts.accounts.producer),
    KAFKA_BROKERS: parts.kafkaBrokers,
    TOPIC: names.topic,
    TOPIC_PARTITIONS: '3',
    TOPIC_REPLICATION_FACTOR: '1',
    REGISTRY_NAME: names.registryName,
    SCHEMA_NAME: names.schemaName,
    SCHEMA_COMPATIBILITY: 'FULL',
    DEVICE_ID: names.deviceId,
  };
}

export type ConsumerNames = { topic: string; groupId: string; tableName: string; httpPort: number };

/** Everything the consumer service reads. */
export function toConsumerEnvironment(parts: RealParts, names: ConsumerNames): Environment {
  return {
    ...toAwsEnvironment(parts, parts.accounts.consumer),
    KAFKA_BROKERS: parts.kafkaBrokers,
    KAFKA_GROUP_ID: names.groupId,
    TOPIC: names.topic,
    DEAD_LETTER_TOPIC: `${names.topic}.dlq`,
    TABLE_NAME: names.tableName,
    REGISTRY_ROLE_ARN: parts.accounts.registryRoleArn,
    REGISTRY_EXTERNAL_ID: parts.accounts.registryExternalId,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(names.httpPort),
  };
}
