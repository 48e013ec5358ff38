import type { Message } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import type { DeadLetter } from '../../src/dead-letter.ts';
import { createDeadLetterSender } from '../../src/kafka/dead-letter-sender.ts';
import { createOutageDouble, createRecord, never } from '../doubles.ts';

function createDeadLetter(offset: number, bytes = 10): DeadLetter {
  return {
    record: createRecord(offset, { value: Buffer.alloc(bytes) }),
    reason: 'tombstone',
    errorName: 'TombstoneError',
    schemaVersionId: undefined,
  };
}

/** Keeps what was sent; the first `failures` sends fail. */
function createSender(failures = 0) {
  const calls: string[] = [];
  const sent: DeadLetter[] = [];
  let inFlight = 0;
  const outage = createOutageDouble();
  const producer = {
    async send({ messages }: { messages: Partial<Message>[] }) {
      inFlight += 1;
      expect(inFlight).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      calls.push(`send ${messages.length}`);
      for (const message of messages) {
        // The client does so too.
        expect(message.partition).toBeUndefined();
        message.partition = 0;
      }
      if (calls.filter((call) => call.startsWith('send')).length <= failures) throw new Error('no leader');
    },
  };
  const send = createDeadLetterSender({
    producer: producer as never,
    topic: 'sensor.dlq',
    async ensureTopic() {
      calls.push('ensure');
    },
    outage,
    onSent: (deadLetters) => sent.push(...deadLetters),
  });
  return { send, calls, sent, outage };
}

test('dead letters are told as sent once the topic has them', async () => {
  const { send, calls, sent } = createSender();
  const deadLetters = [createDeadLetter(1), createDeadLetter(2)];
  await send(deadLetters, never);
  expect(calls).toEqual(['send 2']);
  expect(sent).toEqual(deadLetters);
});

test('after a failure the topic is looked for, and the same is sent again', async () => {
  const { send, calls, sent, outage } = createSender(2);
  await send([createDeadLetter(1)], never);
  expect(calls).toEqual(['send 1', 'ensure', 'send 1', 'ensure', 'send 1']);
  expect(sent).toHaveLength(1);
  expect(outage.waits).toEqual([
    ['dead_letter_topic', 0],
    ['dead_letter_topic', 1],
  ]);
});

test('what exceeds one request is sent in several, in order', async () => {
  const { send, calls, sent } = createSender();
  const deadLetters = [1, 2, 3].map((offset) => createDeadLetter(offset, 200 * 1024));
  await send([...deadLetters, createDeadLetter(4, 900 * 1024)], never);
  expect(calls).toEqual(['send 2', 'send 1', 'send 1']);
  expect(sent.map(({ record }) => record.offset)).toEqual([1n, 2n, 3n, 4n]);
});

test('one request at a time is under way, also when several partitions send', async () => {
  const { send, sent } = createSender();
  await Promise.all([send([createDeadLetter(1)], never), send([createDeadLetter(2)], never)]);
  expect(sent).toHaveLength(2);
});

test('one that is given up does not hold up the next', async () => {
  const { send, sent } = createSender(1);
  const first = send([createDeadLetter(1)], AbortSignal.abort(new Error('released')));
  const second = send([createDeadLetter(2)], never);
  await expect(first).rejects.toThrow('released');
  await second;
  expect(sent.map(({ record }) => record.offset)).toEqual([2n]);
});
