import { GlueClient } from '@aws-sdk/client-glue';
import { pino } from 'pino';
import { type ProducerConfig, readConfig } from './config.ts';
import { createPublisher } from './kafka/publisher.ts';
import { publishEvent, type PublishParts, type PublishResult } from './publish-event.ts';
import { createSchemaEvolution } from './registry/schema-evolution.ts';
import { createTimestamps } from './timestamp.ts';

export type { PublishResult } from './publish-event.ts';

/** The SDK waits for an answer without end unless told otherwise. */
const REGISTRY_TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

let parts: PublishParts | undefined;

/**
 * The Lambda function: one invocation publishes one event. Configuration is read and connections open at the
 * first invocation and serve all later ones.
 * Throws ConfigurationError or one of the errors of `errors.ts`; the invocation then fails visibly.
 */
export async function handler(payload: unknown): Promise<PublishResult> {
  parts ??= createParts(readConfig(process.env));
  return publishEvent(payload, parts);
}

/** For hosts that outlive their last invocation; the handler may be called again afterwards. */
export async function closeProducer(): Promise<void> {
  const closing = parts;
  parts = undefined;
  await closing?.publisher.close();
}

function createParts(config: ProducerConfig): PublishParts {
  const logger = pino({ name: 'glueline-producer', level: config.logLevel });
  const { schemaName, registryName, compatibility, integerFields, conflictPolicy } = config;
  return {
    topic: config.topic,
    schemaName,
    deviceId: config.deviceId,
    timestamp: createTimestamps(),
    evolution: createSchemaEvolution({
      client: new GlueClient({ requestHandler: REGISTRY_TIMEOUTS }),
      schema: { registryName, schemaName, compatibility },
      inference: { schemaName, integerFields, conflictPolicy },
      onRegistered: ({ id, number }) => logger.info({ schemaName, id, number }, 'schema version registered'),
    }),
    publisher: createPublisher({
      brokers: config.brokers,
      topic: {
        name: config.topic,
        partitions: config.topicPartitions,
        replicationFactor: config.topicReplicationFactor,
      },
    }),
  };
}
