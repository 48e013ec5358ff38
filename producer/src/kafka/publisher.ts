import { type ConnectionSecurity, findConnectFailure, type KafkaSecurity } from '@glueline/kafka-connection';
import { Admin, Producer, type ProduceResult } from '@platformatic/kafka';
import { randomInt } from 'node:crypto';
import { type Deadline, within } from '../deadline.ts';
import { PublishError } from '../errors.ts';
import {
  addressRecord,
  type AddressedRecord,
  type OutgoingRecord,
  type Position,
  splitIntoRequests,
  toPositions,
} from './deliveries.ts';
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
export function createPublisher(options: PublisherOptions): Publisher {
  const clientOptions = {
    ...options.connection,
    clientId: 'glueline-producer',
    bootstrapBrokers: options.brokers,
    metadataMaxAge: METADATA_MAX_AGE_MS,
    ...CLIENT_TIMEOUTS,
    retryDelay: () => randomInt(MAX_RETRY_DELAY_MS),
  };
  const producer = new Producer({ ...clientOptions, idempotent: true });
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

  async function countPartitions(): Promise<number> {
    await ensureTopic();
    const { topics } = await producer.metadata({ topics: [topic] });
    return topics.get(topic)!.partitionsCount;
  }

  const toLateError = () => new PublishError(`topic ${topic} did not acknowledge the record within its time`);

  function toPublishError(error: unknown): PublishError {
    if (error instanceof PublishError) return error;
    const failure = findConnectFailure(options, error);
    const reason = failure === undefined ? toRootMessage(error) : `${failure}: ${toRootMessage(error)}`;
    return new PublishError(`topic ${topic} did not acknowledge the record: ${reason}`, { cause: error });
  }

  async function sendRequest(records: readonly AddressedRecord[], deadline: Deadline) {
    const messages = records.map((record) => ({ topic, ...record }));
    let failure: unknown = new Error('brokers acknowledged no offset');
    let result: ProduceResult | undefined;
    try {
      result = await within(deadline, producer.send({ messages, acks: -1 }), toLateError);
    } catch (error) {
      failure = error;
      result = readAcknowledged(error);
    }
    const positions = toPositions(records, result?.offsets ?? []);
    return positions.map((position) => position ?? toPublishError(failure));
  }

  async function sendAll(records: readonly AddressedRecord[], deadline: Deadline) {
    const answers = new Map<AddressedRecord, Position | PublishError>();
    const held = new Map<number, PublishError>();
    for (const request of splitIntoRequests(records)) {
      const sendable = request.filter(({ partition }) => !held.has(partition));
      const sent = sendable.length === 0 ? [] : await sendRequest(sendable, deadline);
      for (const [index, record] of sendable.entries()) {
        const answer = sent[index]!;
        answers.set(record, answer);
        if (answer instanceof PublishError) held.set(record.partition, answer);
      }
    }
    return records.map((record) => answers.get(record) ?? toUnsentError(topic, held.get(record.partition)));
  }

  return {
    async publish(records, deadline) {
      try {
        const partitionCount = await within(deadline, countPartitions(), toLateError);
        return await sendAll(
          records.map((record) => addressRecord(record, partitionCount)),
          deadline,
        );
      } catch (error) {
        const failure = toPublishError(error);
        return records.map(() => failure);
      }
    },
    close: async () => producer.close(),
  };
}

function toUnsentError(topic: string, cause: PublishError | undefined): PublishError {
  return new PublishError(
    `not sent: topic ${topic} did not acknowledge an earlier record of the same partition`,
    {
      cause,
    },
  );
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

/** When some leaders acknowledged and others did not, the client's error says what the former did. */
function readAcknowledged(error: unknown): ProduceResult | undefined {
  return error instanceof Error && 'produced' in error ? (error.produced as ProduceResult) : undefined;
}

/** The client wraps each attempt's error in several layers; only the innermost one says what happened. */
function toRootMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return toRootMessage(error.errors.at(-1));
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : toRootMessage(error.cause);
}
