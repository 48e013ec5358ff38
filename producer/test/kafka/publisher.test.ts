import { createConnectionSecurity } from '@glueline/kafka-connection';
import { realParts, uniqueName } from '@glueline/local/testing';
import { Admin } from '@platformatic/kafka';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createDeadline } from '../../src/deadline.ts';
import { PublishError } from '../../src/errors.ts';
import { createPublisher } from '../../src/kafka/publisher.ts';

const security = { tls: undefined, auth: { method: 'none' } } as const;

function createTestPublisher(brokers = realParts().kafkaBrokers, topic = uniqueName('topic')) {
  const publisher = createPublisher({
    brokers: [brokers],
    security,
    connection: createConnectionSecurity(security),
    topic: { name: topic, partitions: 3, replicationFactor: 1 },
  });
  onTestFinished(async () => publisher.close());
  return { publisher, topic };
}

/** A topic that takes no record above `bytes`. */
async function createNarrowTopic(bytes: number): Promise<string> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [realParts().kafkaBrokers] });
  onTestFinished(async () => admin.close());
  const name = uniqueName('narrow');
  const configs = [{ name: 'max.message.bytes', value: String(bytes) }];
  await admin.createTopics({ topics: [name], partitions: 3, replicas: 1, configs });
  return name;
}

const value = (bytes: number) => Buffer.alloc(bytes, 1);

test('records of one call are acknowledged each at its own place', async () => {
  const { publisher } = createTestPublisher();
  const records = Array.from({ length: 100 }, (_, index) => ({
    key: `device${index % 7}`,
    value: value(10),
  }));
  const answers = await publisher.publish(records, createDeadline(20_000));
  expect(answers.filter((answer) => answer instanceof PublishError)).toEqual([]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(100);
});

test('after a record that is refused its partition is not gone on with, and the others are', async () => {
  const topic = await createNarrowTopic(600_000);
  const { publisher } = createTestPublisher(realParts().kafkaBrokers, topic);
  const answers = await publisher.publish(
    [
      { key: 'a', value: value(700_000) },
      { key: 'a', value: value(400_000) },
      { key: 'd', value: value(10) },
    ],
    createDeadline(20_000),
  );
  expect(answers).toEqual([
    new PublishError(
      `topic ${topic} did not acknowledge the record: The request included a message larger than the max message size the server will accept.`,
    ),
    new PublishError(`not sent: topic ${topic} did not acknowledge an earlier record of the same partition`),
    { partition: expect.any(Number), offset: 0 },
  ]);
});

test('a broker that does not answer is not waited for longer than there is time', async () => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const { publisher, topic } = createTestPublisher(`127.0.0.1:${port}`);
  const answers = await publisher.publish([{ key: 'a', value: value(1) }], createDeadline(100));
  expect(answers).toEqual([
    new PublishError(`topic ${topic} did not acknowledge the record within its time`),
  ]);
});

test('a broker that ends the connection is named with the settings to look at', async () => {
  const rude = createServer((socket) => socket.destroy());
  rude.listen(0, '127.0.0.1');
  await once(rude, 'listening');
  onTestFinished(() => void rude.close());
  const address = `127.0.0.1:${(rude.address() as AddressInfo).port}`;
  const { publisher } = createTestPublisher(address);
  const [answer] = await publisher.publish([{ key: 'a', value: value(1) }], createDeadline(10_000));
  expect((answer as Error).message).toContain('another KAFKA_TLS or KAFKA_AUTH');
});
