import { type Admin, findErrorBy } from '@platformatic/kafka';
import { createAdminClient, type KafkaSettings } from './clients.ts';

/** A dead letter is its record and some headers, so it can be larger than any record of the origin. */
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** Unless it is there. */
export async function createDeadLetterTopic(kafka: KafkaSettings, topic: string): Promise<void> {
  const admin = createAdminClient(kafka);
  try {
    await createTopicIfMissing(admin, topic);
  } finally {
    await admin.close();
  }
}

/** Partitions and replicas are the brokers' own defaults. */
async function createTopicIfMissing(admin: Admin, topic: string): Promise<void> {
  const existing = await admin.listTopics();
  if (existing.includes(topic)) return;
  try {
    await admin.createTopics({
      topics: [topic],
      configs: [{ name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) }],
    });
  } catch (error) {
    // Another instance was faster.
    if (error instanceof Error && findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS') !== null) return;
    throw error;
  }
}
