import type { Producer } from '@platformatic/kafka';
import { type DeadLetter, type DeadLetterMessage, toDeadLetterMessage } from '../dead-letter.ts';
import { type Outage, retryThroughOutage } from '../outage.ts';

/** One request is one record batch per partition, and a batch may not exceed what the topic takes as a message. */
const MAX_SEND_BYTES = 512 * 1024;

/**
 * Sends dead letters one request at a time: after a failure the client forgets its sequence numbers, which would
 * confuse a second request under way. Resolves when all replicas in sync have all of them; waits as long as that
 * takes, until the signal aborts.
 */
export function createDeadLetterSender(options: {
  producer: Pick<Producer, 'send'>;
  topic: string;
  /** Asked before the first send and again after each failure. */
  ensureTopic: () => Promise<void>;
  outage: Outage;
  onSent: (deadLetters: readonly DeadLetter[]) => void;
}): (deadLetters: readonly DeadLetter[], signal: AbortSignal) => Promise<void> {
  const { producer, topic, ensureTopic, outage, onSent } = options;
  let lastTurn: Promise<unknown> = Promise.resolve();

  async function sendAll(deadLetters: readonly DeadLetter[], signal: AbortSignal): Promise<void> {
    for (const portion of toPortions(deadLetters)) {
      const messages = portion.map((deadLetter) => toDeadLetterMessage(deadLetter, topic));
      let isTopicKnown = true;
      const attempt = async () => {
        if (!isTopicKnown) await ensureTopic();
        isTopicKnown = false;
        await send(messages);
      };
      await retryThroughOutage(attempt, { toCause: () => 'dead_letter_topic', outage, signal });
      onSent(portion);
    }
  }

  async function send(messages: readonly DeadLetterMessage[]): Promise<void> {
    // Copies: the client writes partition and time into what it is given.
    const copies = messages.map((message) => ({ ...message }));
    await producer.send({ messages: copies, acks: -1 });
  }

  return async (deadLetters, signal) => {
    const turn = lastTurn.then(async () => sendAll(deadLetters, signal));
    lastTurn = turn.catch(() => {});
    return turn;
  };
}

function toPortions(deadLetters: readonly DeadLetter[]): DeadLetter[][] {
  const portions: DeadLetter[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const deadLetter of deadLetters) {
    const size = deadLetter.record.bytes;
    if (bytes + size > MAX_SEND_BYTES) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)?.push(deadLetter);
    bytes += size;
  }
  return portions;
}
