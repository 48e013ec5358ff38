import { type Admin, findErrorBy } from '@platformatic/kafka';

export type TopicSettings = { name: string; partitions: number; replicationFactor: number };

/** Looks before it creates: a producer that may not create topics still works on one that exists. */
export async function createTopicIfMissing(admin: Admin, topic: TopicSettings): Promise<void> {
  if (await exists(admin, topic.name)) return;
  try {
    await admin.createTopics({
      topics: [topic.name],
      partitions: topic.partitions,
      replicas: topic.replicationFactor,
    });
  } catch (error) {
    // Another producer was faster.
    if (!isProtocolError(error, 'TOPIC_ALREADY_EXISTS')) throw error;
  }
}

async function exists(admin: Admin, name: string): Promise<boolean> {
  try {
    await admin.metadata({ topics: [name], forceUpdate: true, retries: 0 });
    return true;
  } catch (error) {
    if (isProtocolError(error, 'UNKNOWN_TOPIC_OR_PARTITION')) return false;
    throw error;
  }
}

function isProtocolError(error: unknown, apiId: string): boolean {
  return error instanceof Error && findErrorBy(error, 'apiId', apiId) !== null;
}
