import { realParts, uniqueName } from '@glueline/local/testing';
import { Consumer, type Message } from '@platformatic/kafka';
import { onTestFinished } from 'vitest';

/** The first `count` records of a topic; waits for those that are missing. */
export async function readRecords(topic: string, count: number): Promise<Message[]> {
  const consumer = new Consumer({
    clientId: 'test',
    groupId: uniqueName('group'),
    bootstrapBrokers: [realParts().kafkaBrokers],
  });
  onTestFinished(async () => consumer.close(true));
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  const records: Message[] = [];
  for await (const record of stream) {
    records.push(record);
    if (records.length === count) break;
  }
  return records;
}
