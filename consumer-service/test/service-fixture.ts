import { CreateSchemaCommand } from '@aws-sdk/client-glue';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import {
  type Child,
  consumerEnvironment,
  createDynamodbClient,
  createGlueClient,
  createRegistry,
  createTable,
  realParts,
  startChild,
  uniqueName,
  waitFor,
} from '@glueline/local/testing';
import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import { Admin, Consumer, type Message, Producer } from '@platformatic/kafka';
import { createRequire } from 'node:module';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { NODE_FLAGS } from '../src/node-flags.ts';
import type { Health } from '../src/health.ts';
import { type Service, startService } from '../src/service.ts';

const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/main');

const DEFINITION = JSON.stringify({
  type: 'record',
  name: 'sensor',
  fields: [
    { name: 'deviceId', type: 'string' },
    { name: 'temperature', type: ['null', 'double'], default: null },
    { name: 'timestamp', type: 'string' },
  ],
});

export type Reading = { deviceId: string; timestamp: string; temperature: number | null };

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A table, a registered schema and names of the test's own, on the real parts; the topic is the test's to create. */
export async function createWorld() {
  const parts = realParts();
  const topic = uniqueName('topic');
  const tableName = uniqueName('table');
  const registryName = uniqueName('registry');
  const bootstrapBrokers = [parts.kafkaBrokers];
  const glue = createGlueClient(parts);
  const dynamodb = createDynamodbClient(parts);
  const table = DynamoDBDocumentClient.from(dynamodb);
  const admin = new Admin({ clientId: 'test', bootstrapBrokers });
  // Without it, a send to a topic that is just being created is repeated for all partitions when one was not ready.
  const producer = new Producer({ clientId: 'test', bootstrapBrokers, idempotent: true });
  onTestFinished(async () => {
    glue.destroy();
    dynamodb.destroy();
    await producer.close();
    await admin.close();
  });
  await createTable(dynamodb, tableName);
  const schemaVersionId = await registerSchema(glue, registryName);

  return {
    parts,
    topic,
    tableName,
    table,
    admin,
    schemaVersionId,
    environment: (overrides: Record<string, string> = {}) => ({
      ...consumerEnvironment({ topic, tableName }),
      LOG_LEVEL: 'info',
      COMMIT_INTERVAL_MS: '100',
      SESSION_TIMEOUT_MS: '6000',
      ...overrides,
    }),
    async createTopic(partitions = 1, settings: Record<string, string> = {}) {
      const configs = Object.entries(settings).map(([name, value]) => ({ name, value }));
      await admin.createTopics({ topics: [topic], partitions, replicas: 1, configs });
      await waitFor(async () => isTopicReady(producer, topic), `topic ${topic}`);
    },
    async addPartitions(count: number) {
      // The broker refuses an empty list.
      await admin.createPartitions({ topics: [{ name: topic, count, assignments: null }] });
      const countKnown = async () => {
        const metadata = await producer.metadata({ topics: [topic], forceUpdate: true });
        return metadata.topics.get(topic)?.partitionsCount;
      };
      await waitFor(async () => (await countKnown()) === count, `${count} partitions`);
    },
    async expireBefore(offset: bigint) {
      await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset }] }] });
    },
    async send(
      records: { key?: string; value?: Buffer; headers?: Map<Buffer, Buffer>; partition?: number }[],
    ) {
      const messages = records.map(({ key, ...record }) => ({
        topic,
        ...record,
        ...(key === undefined ? {} : { key: Buffer.from(key) }),
      }));
      await producer.send({ messages, acks: -1 });
    },
    frame: (reading: Reading) =>
      encodeFrame({ schemaVersionId, payload: TYPE.encode(reading), compression: 'none' }),
    async readItems(): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = [];
      const pages = paginateScan({ client: table }, { TableName: tableName, ConsistentRead: true });
      for await (const { Items: page } of pages) items.push(...(page ?? []));
      return items.sort((left, right) => (String(left['timestamp']) < String(right['timestamp']) ? -1 : 1));
    },
    async readLogEnd(partition: number): Promise<bigint | undefined> {
      const request = [{ partitionIndex: partition, timestamp: -1n }];
      const [topicOffsets] = await admin.listOffsets({ topics: [{ name: topic, partitions: request }] });
      return topicOffsets?.partitions[0]?.offset;
    },
    async readCommitted(partition = 0): Promise<bigint | undefined> {
      const groups = await admin.listConsumerGroupOffsets({ groups: [topic] });
      return groups[0]?.topics
        .flatMap(({ name, partitions }) => (name === topic ? partitions : []))
        .find(({ partitionIndex }) => partitionIndex === partition)?.committedOffset;
    },
  };
}

const TYPE = compileAvroType(DEFINITION);

export function toReading(index: number, temperature: number | null = index): Reading {
  return { deviceId: '000001', timestamp: toTimestamp(index), temperature };
}

export function toTimestamp(index: number): string {
  return `2026-01-01T00:00:00.${String(index).padStart(6, '0')}Z`;
}

export async function registerSchema(
  glue: ReturnType<typeof createGlueClient>,
  registryName: string,
  definition = DEFINITION,
) {
  await createRegistry(glue, registryName);
  const { SchemaVersionId: id } = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: registryName },
      SchemaName: 'sensor',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: definition,
    }),
  );
  return id!;
}

async function isTopicReady(producer: Producer, topic: string): Promise<boolean> {
  try {
    await producer.metadata({ topics: [topic], forceUpdate: true, retries: 0 });
    return true;
  } catch {
    return false;
  }
}

/** In this process; the SDK's variables are set until the end of the test. */
export async function startInProcess(
  world: World,
  overrides: Record<string, string> = {},
): Promise<Service & { logLines: Record<string, unknown>[] }> {
  const environment = world.environment(overrides);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const logLines: Record<string, unknown>[] = [];
  const logger = pino({}, { write: (line: string) => logLines.push(JSON.parse(line)) });
  const service = await startService(readConfig(environment), logger);
  onTestFinished(async () => {
    await service.stop();
    vi.unstubAllEnvs();
  });
  return { ...service, logLines };
}

/** As the platform runs it. */
export function startAsProcess(world: World, overrides: Record<string, string> = {}): Child {
  const child = startChild({
    name: 'consumer service',
    command: process.execPath,
    args: [...NODE_FLAGS, MAIN_FILE],
    environment: { PATH: process.env['PATH'] ?? '', ...world.environment(overrides) },
    stopTimeoutMs: 25_000,
  });
  onTestFinished(async () => child.stop());
  return child;
}

export function readLogLines(child: Child): Record<string, unknown>[] {
  return child
    .lastLines()
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export async function readHealth({ address }: Service) {
  const answer = await fetch(`${address}/health`);
  return { statusCode: answer.status, ...((await answer.json()) as Health) };
}

export async function readDeadLetters(world: World, count: number): Promise<Message[]> {
  const reader = new Consumer({
    clientId: 'test',
    groupId: uniqueName('group'),
    bootstrapBrokers: [world.parts.kafkaBrokers],
  });
  onTestFinished(async () => reader.close(true));
  const stream = await reader.consume({
    topics: [`${world.topic}.dlq`],
    mode: 'earliest',
    autocommit: false,
  });
  const records: Message[] = [];
  for await (const record of stream) {
    records.push(record);
    if (records.length === count) break;
  }
  return records;
}
