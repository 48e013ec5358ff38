import { Admin, type Message, ProduceAcks, Producer } from '@platformatic/kafka';
import { createFraming } from './frames.ts';
import { createEvent, toPartition, type Workload } from './workload.ts';

/** About 700 KB at 150 B a record: below the broker's limit of a batch, in one partition too. */
const BATCH_BYTES = 700_000;
const ESTIMATED_OVERHEAD_BYTES = 150;
export const REQUESTS_IN_FLIGHT = 4;

/** Creates the topic and fills it, in the order of the sequence numbers within each partition. */
export async function preloadTopic(options: {
  brokers: string;
  topic: string;
  workload: Workload;
  versionIds: readonly string[];
}): Promise<void> {
  const { brokers, topic, workload } = options;
  await createTopic(brokers, topic, workload.partitionCount);
  const toFrame = createFraming(workload, options.versionIds);
  const producer = createProducer(brokers);
  try {
    const batchRecords = Math.ceil(BATCH_BYTES / (workload.paddingBytes + ESTIMATED_OVERHEAD_BYTES));
    for (let from = 0; from < workload.recordCount; from += batchRecords) {
      const length = Math.min(batchRecords, workload.recordCount - from);
      const messages = Array.from({ length }, (_, index) => toMessage(from + index));
      await producer.send({ messages, acks: ProduceAcks.ALL });
    }
  } finally {
    await producer.close();
  }

  function toMessage(sequence: number): Message {
    return toTopicMessage({ topic, workload, sequence, value: toFrame(sequence) });
  }
}

/**
 * Idempotent: what is sent to a topic that is just being created is sent again for all of its partitions when one was not
 * ready, and then everybody writes some keys' older records once more, which looks like disorder of their own.
 */
export function createProducer(brokers: string): Producer {
  return new Producer({
    clientId: 'benchmark-load',
    bootstrapBrokers: [brokers],
    maxInflights: REQUESTS_IN_FLIGHT,
    idempotent: true,
    retries: 3,
  });
}

async function createTopic(brokers: string, topic: string, partitions: number): Promise<void> {
  const admin = new Admin({ clientId: 'benchmark-load', bootstrapBrokers: [brokers], retries: 3 });
  try {
    await admin.createTopics({ topics: [topic], partitions, replicas: 1 });
  } finally {
    await admin.close();
  }
}

export function toTopicMessage(record: {
  topic: string;
  workload: Workload;
  sequence: number;
  value: Buffer;
}): Message {
  const { topic, workload, sequence, value } = record;
  const key = Buffer.from(String(createEvent(workload, sequence)['deviceId']));
  // Without serializers the client takes buffers; its types know strings only.
  return { topic, partition: toPartition(workload, sequence), key, value } as unknown as Message;
}
