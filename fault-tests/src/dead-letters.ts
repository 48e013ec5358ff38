import { Consumer } from '@platformatic/kafka';
import { randomUUID } from 'node:crypto';
import { readLogEnds } from './log-ends.ts';
import type { World } from './world.ts';

/** Keys of all records in the dead-letter topic. */
export async function readDeadLetters({ admin, topic, stack }: World): Promise<Set<string>> {
  const deadLetterTopic = `${topic}.dlq`;
  const keys = new Set<string>();
  const ends = await readLogEnds(admin, deadLetterTopic);
  const end = [...ends.values()].reduce((sum, offset) => sum + offset, 0n);
  if (end === 0n) return keys;
  const reader = new Consumer({
    clientId: 'faults',
    groupId: `faults_${randomUUID()}`,
    bootstrapBrokers: [stack.parts.kafkaBrokers],
  });
  try {
    const stream = await reader.consume({ topics: [deadLetterTopic], mode: 'earliest', autocommit: false });
    let read = 0n;
    for await (const { key } of stream) {
      keys.add(key?.toString() ?? '');
      read += 1n;
      if (read === end) break;
    }
  } finally {
    await reader.close(true);
  }
  return keys;
}
