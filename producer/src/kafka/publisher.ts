import type { ConnectionSecurity, KafkaSecurity } from '@glueline/kafka-connection';
import { Admin, Producer } from '@platformatic/kafka';
import { randomInt } from 'node:crypto';
import { type Deadline, within } from '../deadline.ts';
import type { PublishError } from '../errors.ts';
import { addressRecord, type OutgoingRecord, type Position } from './deliveries.ts';
import { toLateError, toPublishError } from './publish-failure.ts';
import { sendRecords } from './send-records.ts';
import { createTopicIfMissing, type TopicSettings, waitForLeaders } from './topic.ts';

export type Publisher = {
  /**
   * One answer per record, in their order: where it is once all in-sync replicas have it, or why nobody said so.
   * Records of one key stay in order: after one that failed, none of its partition is sent.
   */
  publish(records: readonly OutgoingRecord[], deadline: Deadline): Promise<(Position | PublishError)[]>;
  close(): Promise<void>;
};

export type PublisherOptions = {
  brokers: string[];
  security: KafkaSecurity;
  connection: ConnectionSecurity;
  topic: TopicSettings;
};

/** An invocation waits for all of this; its sum stays below a Lambda timeout of 30 s. */
const CLIENT_TIMEOUTS = { connectTimeout: 3000, requestTimeout: 5000, timeout: 5000, retries: 3 };
const MAX_RETRY_DELAY_MS = 400;
/** A new leader is looked for at once when the old one says so; a new partition may wait this long. */
const METADATA_MAX_AGE_MS = 300_000;

/**
 * Publishes to one topic, which it creates at the first record if it is missing. Connections open at the
 * first record and stay open between records.
 */
export function createPublisher({ brokers, security, connection, topic }: PublisherOptions): Publisher {
  const clientOptions = {
    ...connection,
    clientId: 'glueline-producer',
    bootstrapBrokers: brokers,
    metadataMaxAge: METADATA_MAX_AGE_MS,
    ...CLIENT_TIMEOUTS,
    retryDelay: () => randomInt(MAX_RETRY_DELAY_MS),
  };
  const producer = new Producer({ ...clientOptions, idempotent: true });
  const destination = { topic: topic.name, brokers, security };
  let topicReady: Promise<void> | undefined;

  async function prepareTopic(): Promise<void> {
    await withAdmin(clientOptions, async (admin) => createTopicIfMissing(admin, topic));
    await waitForLeaders(producer, topic.name);
  }

  async function ensureTopic(): Promise<void> {
    topicReady ??= prepareTopic();
    await topicReady.catch((error: unknown) => {
      // The next record asks again: a broker that is away now must not fail this process for good.
      topicReady = undefined;
      throw error;
    });
  }

  async function countPartitions(): Promise<number> {
    await ensureTopic();
    const { topics } = await producer.metadata({ topics: [topic.name] });
    return topics.get(topic.name)!.partitionsCount;
  }

  return {
    async publish(records, deadline) {
      try {
        const count = await within(deadline, countPartitions(), () => toLateError(destination));
        const addressed = records.map((record) => addressRecord(record, count));
        return await sendRecords(producer, destination, addressed, deadline);
      } catch (error) {
        const failure = toPublishError(destination, error);
        return records.map(() => failure);
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
