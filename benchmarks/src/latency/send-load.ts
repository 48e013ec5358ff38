import type { Producer } from '@platformatic/kafka';
import { setTimeout as delay } from 'node:timers/promises';
import { createProducer, REQUESTS_IN_FLIGHT, toTopicMessage } from '../workload/preload.ts';
import type { Workload } from '../workload/workload.ts';
import { toDueCount, toIntendedNs } from './open-loop.ts';

export type Sent = { intendedNs: number; acknowledgedNs: number };

type Load = {
  readonly brokers: string;
  readonly topic: string;
  readonly workload: Workload;
  readonly firstSequence: number;
  readonly ratePerSecond: number;
  readonly toFrame: (sequence: number) => Buffer;
};

const TICK_MS = 2;

/**
 * Sends the workload from `firstSequence` on at a fixed rate, whatever became of the records before. What is due while
 * as many requests are under way as the client allows goes into the next one together, as producers do it: a request for
 * each record would wait in a queue of the client's own.
 */
export async function sendLoad(load: Load): Promise<Sent[]> {
  const { brokers, ratePerSecond, workload, firstSequence } = load;
  const total = workload.recordCount - firstSequence;
  const producer = createProducer(brokers);
  const sent: Sent[] = [];
  const underWay = new Set<Promise<unknown>>();
  try {
    // Connected and told about the topic before the first record's time.
    await producer.metadata({ topics: [load.topic] });
    const startedNs = readNowNs();
    while (sent.length < total) {
      if (underWay.size >= REQUESTS_IN_FLIGHT) await Promise.race(underWay);
      const elapsedMs = (readNowNs() - startedNs) / 1e6;
      const due = toDueCount(elapsedMs, ratePerSecond, total);
      const batch: Sent[] = [];
      for (let index = sent.length; index < due; index++) {
        batch.push({ intendedNs: toIntendedNs(index, startedNs, ratePerSecond), acknowledgedNs: NaN });
      }
      if (batch.length > 0) {
        const request: Promise<unknown> = sendBatch(producer, batch, firstSequence + sent.length, load).then(
          () => underWay.delete(request),
        );
        underWay.add(request);
      }
      sent.push(...batch);
      await delay(TICK_MS);
    }
    await Promise.all(underWay);
    return sent;
  } finally {
    await producer.close();
  }
}

async function sendBatch(
  producer: Producer,
  batch: readonly Sent[],
  firstSequence: number,
  { topic, workload, toFrame }: Load,
): Promise<void> {
  const messages = batch.map((_, index) => {
    const sequence = firstSequence + index;
    return toTopicMessage({ topic, workload, sequence, value: toFrame(sequence) });
  });
  await producer.send({ messages, acks: -1 });
  const acknowledgedNs = readNowNs();
  for (const each of batch) each.acknowledgedNs = acknowledgedNs;
}

const readNowNs = () => Number(process.hrtime.bigint());
