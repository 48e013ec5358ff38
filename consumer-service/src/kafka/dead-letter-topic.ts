import { type Admin, findErrorBy } from '@platformatic/kafka';

/** A dead letter is its record and some headers, so it can be larger than any record of the origin. */
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** Partitions and replicas are the brokers' own defaults. Resolves to whether it had to be created. */
export async function createTopicIfMissing(
  admin: Pick<Admin, 'listTopics' | 'createTopics'>,
  topic: string,
): Promise<boolean> {
  const existing = await admin.listTopics();
  if (existing.includes(topic)) return false;
  try {
    await admin.createTopics({
      topics: [topic],
      configs: [{ name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) }],
    });
    return true;
  } catch (error) {
    // Another instance was faster.
    if (error instanceof Error && findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS') !== null) return false;
    throw error;
  }
}
