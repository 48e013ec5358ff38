import { randomInt } from 'node:crypto';
import { Admin, compatibilityPartitioner, Producer, type ProduceResult } from '@platformatic/kafka';
import { PublishError } from '../errors.ts';
import { createTopicIfMissing, type TopicSettings, waitForLeaders } from './topic.ts';

type Position = { partition: number; offset: number };

export type Publisher = {
  /** Resolves once all in-sync replicas have the record. Throws PublishError. */
  publish(record: { key: string; value: Buffer }): Promise<Position>;
  close(): Promise<void>;
};

/** An invocation waits for all of this; its sum stays below a Lambda timeout of 30 s. */
const CLIENT_TIMEOUTS = { connectTimeout: 3000, requestTimeout: 5000, timeout: 5000, retries: 3 };
const MAX_RETRY_DELAY_MS = 400;

/**
 * Publishes to one topic, which it creates at the first record if it is missing. Connections open at the
 * first record and stay open between records.
 */
export function createPublisher(options: { brokers: string[]; topic: TopicSettings }): Publisher {
  const clientOptions = {
    clientId: 'glueline-producer',
    bootstrapBrokers: options.brokers,
    ...CLIENT_TIMEOUTS,
    retryDelay: () => randomInt(MAX_RETRY_DELAY_MS),
  };
  const producer = new Producer({
    ...clientOptions,
    idempotent: true,
    partitioner: compatibilityPartitioner,
  });
  const topic = options.topic.name;
  let topicReady: Promise<void> | undefined;

  async function prepareTopic(): Promise<void> {
    await withAdmin(clientOptions, async (admin) => createTopicIfMissing(admin, options.topic));
    await waitForLeaders(producer, topic);
  }

  async function ensureTopic(): Promise<void> {
    topicReady ??= prepareTopic();
    await topicReady.catch((error: unknown) => {
      // The next record asks again: a broker that is away now must not fail this process for good.
      topicReady = undefined;
      throw error;
    });
  }

  return {
    async publish({ key, value }) {
      try {
        await ensureTopic();
        const result = await producer.send({ messages: [{ topic, key: Buffer.from(key), value }], acks: -1 });
        return toPosition(topic, result);
      } catch (error) {
        throw new PublishError(`topic ${topic} did not acknowledge the record: ${toRootMessage(error)}`, {
          cause: error,
        });
      }
    },
    close: async () => producer.close(),
  };
}

async function withAdmin<Result>(
  clientOptions: ConstructorParameters<typeof Admin>[0],
  use: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = new Admin(clientOptions);
  try {
    return await use(admin);
  } finally {
    await admin.close();
  }
}

function toPosition(topic: string, result: ProduceResult): Position {
  const acknowledged = result.offsets?.[0];
  if (acknowledged === undefined) throw new Error(`brokers acknowledged no offset in topic ${topic}`);
  return { partition: acknowledged.partition, offset: Number(acknowledged.offset) };
}

/** The client wraps each attempt's error in several layers; only the innermost one says what happened. */
function toRootMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return toRootMessage(error.errors.at(-1));
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : toRootMessage(error.cause);
}
