import type { Producer } from '@platformatic/kafka';
import { setTimeout as delay } from 'node:timers/promises';
import { createProducer, toTopicMessage } from '../workload/preload.ts';
import type { Workload } from '../workload/workload.ts';
import { toDueCount, toIntendedNs } from './open-loop.ts';

export type Sent = { intendedNs: number; acknowledgedNs: number };

const TICK_MS = 2;

/** Sends all records of the workload at a fixed rate, and waits for no answer before the next. Resolves to their times. */
export async function sendLoad(options: {
  brokers: string;
  topic: string;
  workload: Workload;
  ratePerSecond: number;
  toFrame: (sequence: number) => Buffer;
}): Promise<Sent[]> {
  const { brokers, ratePerSecond, workload } = options;
  const producer = createProducer(brokers);
  const sent: Sent[] = [];
  const answers: Promise<void>[] = [];
  try {
    const startedNs = readNowNs();
    while (sent.length < workload.recordCount) {
      const elapsedMs = (readNowNs() - startedNs) / 1e6;
      const due = toDueCount(elapsedMs, ratePerSecond, workload.recordCount);
      const batch = Array.from({ length: due - sent.length }, (_, index) => sent.length + index);
      for (const sequence of batch) {
        sent.push({ intendedNs: toIntendedNs(sequence, startedNs, ratePerSecond), acknowledgedNs: NaN });
      }
      if (batch.length > 0) answers.push(sendBatch(producer, batch, sent, options));
      await delay(TICK_MS);
    }
    await Promise.all(answers);
    return sent;
  } finally {
    await producer.close();
  }
}

async function sendBatch(
  producer: Producer,
  sequences: readonly number[],
  sent: readonly Sent[],
  { topic, workload, toFrame }: { topic: string; workload: Workload; toFrame: (sequence: number) => Buffer },
): Promise<void> {
  const messages = sequences.map((sequence) =>
    toTopicMessage({ topic, workload, sequence, value: toFrame(sequence) }),
  );
  await producer.send({ messages, acks: -1 });
  const nowNs = readNowNs();
  for (const sequence of sequences) sent[sequence]!.acknowledgedNs = nowNs;
}

const readNowNs = () => Number(process.hrtime.bigint());
