import { GlueClient } from '@aws-sdk/client-glue';
import { guardConnections } from '@glueline/kafka-connection';
import type { Logger } from 'pino';
import type { ProducerConfig } from './config.ts';
import { createKafkaAccess } from './kafka/access.ts';
import { createPublisher } from './kafka/publisher.ts';
import type { PublishParts } from './publish-event.ts';
import { createSchemaEvolution, type EvolutionListener } from './registry/schema-evolution.ts';
import { createTimestamps } from './timestamp.ts';

export type ProducerParts = PublishParts & { logger: Logger; close(): Promise<void> };

/** The SDK waits for an answer without end unless told otherwise. */
const REGISTRY_TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

export function createProducerParts(config: ProducerConfig, logger: Logger): ProducerParts {
  guardConnections();
  const glue = new GlueClient({ requestHandler: REGISTRY_TIMEOUTS });
  const access = createKafkaAccess(config.security, config.region, glue.config.credentials);
  const publisher = createPublisher({
    brokers: config.brokers,
    security: config.security,
    connection: access.connection,
    topic: config.topic,
  });
  return {
    topic: config.topic.name,
    schemaName: config.schema.schemaName,
    deviceId: config.deviceId,
    timestamp: createTimestamps(),
    evolution: createEvolution(config, glue, logger),
    publisher,
    logger,
    async close() {
      await publisher.close();
      access.close();
      glue.destroy();
    },
  };
}

function createEvolution({ schema, ...config }: ProducerConfig, client: GlueClient, logger: Logger) {
  return createSchemaEvolution(
    {
      client,
      schema,
      inference: {
        schemaName: schema.schemaName,
        integerFields: config.integerFields,
        conflictPolicy: config.conflictPolicy,
      },
      maxNewVersionsPerHour: config.maxNewVersionsPerHour,
      now: Date.now,
      random: Math.random,
    },
    logEvolution(schema.schemaName, schema.compatibility, logger),
  );
}

function logEvolution(schemaName: string, configured: string, logger: Logger): EvolutionListener {
  return {
    onRegistered: ({ id, number }) => logger.info({ schemaName, id, number }, 'schema version registered'),
    onOtherCompatibility: (found) =>
      logger.warn({ schemaName, configured, found }, 'the schema has another compatibility than configured'),
    onUnionLeft: (error) =>
      logger.warn(
        { schemaName, reason: toReason(error) },
        'the latest version lacks fields of producers that registered at the same time',
      ),
    onLatestUnread: (error) =>
      logger.warn({ schemaName, reason: toReason(error) }, 'the latest schema version was not looked for'),
  };
}

function toReason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
