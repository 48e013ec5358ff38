import { RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { NODE_FLAGS } from '@glueline/consumer-service/node-flags';
import {
  consumerEnvironment,
  createDynamodbClient,
  createGlueClient,
  createRegistry,
  createTable,
  producerEnvironment,
  realParts,
  startChild,
  uniqueName,
  waitFor,
} from '@glueline/local/testing';
import { closeProducer, handler } from '@glueline/producer';
import { Consumer, Producer } from '@platformatic/kafka';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { parseSchema } from '../src/avro-schema.ts';
import { fromExchange, toExchange } from '../src/exchange.ts';
import { type JavaPeer, startJavaPeer } from '../src/java-peer.ts';
import { branch } from '../src/value.ts';

const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/main');

let java: JavaPeer;
beforeAll(async () => {
  const { registryEndpoint, accounts } = realParts();
  java = await startJavaPeer({ registryEndpoint, credentials: accounts.producer });
});
afterAll(async () => java?.stop());

/** The producer's handler, with a registry and a topic of the test's own. */
async function createProducer() {
  const topic = uniqueName('topic');
  const registryName = uniqueName('registry');
  const glue = createGlueClient(realParts());
  onTestFinished(async () => {
    glue.destroy();
    await closeProducer();
    vi.unstubAllEnvs();
  });
  await createRegistry(glue, registryName);
  for (const [name, value] of Object.entries(producerEnvironment({ topic, registryName }))) {
    vi.stubEnv(name, value);
  }
  return { topic, registryName, glue };
}

async function readRecords(topic: string, count: number): Promise<Buffer[]> {
  const bootstrapBrokers = [realParts().kafkaBrokers];
  const consumer = new Consumer({ clientId: 'test', groupId: uniqueName('group'), bootstrapBrokers });
  onTestFinished(async () => consumer.close(true));
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  const values: Buffer[] = [];
  for await (const { value } of stream) {
    values.push(value);
    if (values.length === count) break;
  }
  return values;
}

async function sendRecord(topic: string, key: string, value: Buffer): Promise<void> {
  const producer = new Producer({ clientId: 'test', bootstrapBrokers: [realParts().kafkaBrokers] });
  try {
    await producer.send({ messages: [{ topic, key: Buffer.from(key), value }], acks: -1 });
  } finally {
    await producer.close();
  }
}

/** The consumer service as the platform runs it, and a look into its table. */
async function startConsumer(topic: string) {
  const tableName = uniqueName('table');
  const dynamodb = createDynamodbClient(realParts());
  const table = DynamoDBDocumentClient.from(dynamodb);
  await createTable(dynamodb, tableName);
  const child = startChild({
    name: 'consumer service',
    command: process.execPath,
    args: [...NODE_FLAGS, MAIN_FILE],
    environment: { PATH: process.env['PATH'] ?? '', ...consumerEnvironment({ topic, tableName }) },
    stopTimeoutMs: 25_000,
  });
  onTestFinished(async () => {
    await child.stop();
    dynamodb.destroy();
  });
  return {
    async waitForItem(key: { deviceId: string; timestamp: string }) {
      return waitFor(
        async () => {
          const answer = await table.send(
            new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
          );
          return answer.Item;
        },
        `an item (the service said last: ${child.lastLines().slice(-3).join(' ')})`,
      );
    },
  };
}

test('Java reads the records that the producer publishes', async () => {
  const { topic } = await createProducer();
  const sent = [await handler({}), await handler({ temperature: 30, state: 'ä€𝄞' }), await handler({})];
  const read = await Promise.all(
    (await readRecords(topic, sent.length)).map(async (frame) => java.read(frame)),
  );
  const events = read.map(({ definition, value }) => fromExchange(parseSchema(definition!), value));
  const [first, second, third] = sent.map(({ deviceId, timestamp }) => ({ deviceId, timestamp }));
  const none = branch(0, null);
  expect(events).toEqual([
    first,
    { ...second, temperature: branch(1, 30), state: branch(1, 'ä€𝄞') },
    { ...third, temperature: none, state: none },
  ]);
});

test.each(['NONE', 'ZLIB'])(
  'a frame that Java writes, compression %s, becomes an item',
  async (compression) => {
    const { topic, registryName, glue } = await createProducer();
    // Its first event creates the topic and the schema, of which Java then writes the second version.
    const { deviceId, timestamp } = await handler({});
    const service = await startConsumer(topic);

    const optional = (name: string, type: string) => ({ name, type: ['null', type], default: null });
    const definition = JSON.stringify({
      type: 'record',
      name: 'sensor',
      fields: [
        { name: 'deviceId', type: 'string' },
        { name: 'timestamp', type: 'string' },
        optional('humidity', 'double'),
        optional('count', 'long'),
        optional('state', 'string'),
      ],
    });
    const key = { deviceId: 'java-1', timestamp: '2026-01-01T00:00:00.000001Z' };
    const value = { ...key, humidity: branch(1, 40.5), count: branch(1, 2n ** 62n), state: branch(0, null) };
    const version = await glue.send(
      new RegisterSchemaVersionCommand({
        SchemaId: { RegistryName: registryName, SchemaName: 'sensor' },
        SchemaDefinition: definition,
      }),
    );
    expect(version).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
    const frame = await java.write({
      topic,
      definition,
      value: toExchange(parseSchema(definition), value),
      // With an id given the client asks nobody.
      schemaVersionId: version.SchemaVersionId!,
      configuration: { compression },
    });
    await sendRecord(topic, key.deviceId, frame!);
    expect(await service.waitForItem(key)).toEqual({ ...key, humidity: 40.5, count: 2n ** 62n });
    expect(await service.waitForItem({ deviceId, timestamp })).toEqual({ deviceId, timestamp });
  },
);
