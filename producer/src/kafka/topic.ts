import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, findErrorBy, type Producer } from '@platformatic/kafka';

export type TopicSettings = { name: string; partitions: number; replicationFactor: number };

/** A created topic reaches the brokers' metadata within milliseconds; an election can take a second or two. */
const LEADER_TIMEOUT_MS = 5000;
const LEADER_POLL_MS = 50;

/** Looks before it creates: a producer that may not create topics still works on one that exists. */
export async function createTopicIfMissing(admin: Admin, topic: TopicSettings): Promise<void> {
  const existing = await admin.listTopics();
  if (existing.includes(topic.name)) return;
  try {
    await admin.createTopics({
      topics: [topic.name],
      partitions: topic.partitions,
      replicas: topic.replicationFactor,
    });
  } catch (error) {
    // Another producer was faster, or this one may not see the topic in the list.
    if (!(error instanceof Error) || findErrorBy(error, 'apiId', 'TOPIC_ALREADY_EXISTS') === null)
      throw error;
  }
}

/** Waits on the client that will publish: to it, a topic without metadata is a final error, not one to retry. */
export async function waitForLeaders(producer: Producer, topicName: string): Promise<void> {
  const deadlineMs = Date.now() + LEADER_TIMEOUT_MS;
  for (;;) {
    try {
      await producer.metadata({ topics: [topicName], forceUpdate: true, retries: 0 });
      return;
    } catch (error) {
      if (Date.now() > deadlineMs) throw error;
      await delay(LEADER_POLL_MS);
    }
  }
}
