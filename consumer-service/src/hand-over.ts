import { type Bag, createBag } from './bag.ts';
import type { Portion, RecordProcessor } from './process-records.ts';
import type { KafkaRecord } from './record.ts';
import type { RecordQueue } from './record-queue.ts';

/** Records handed on at once: four full batches of the table. */
const MAX_CHUNK_RECORDS = 100;

/**
 * Takes a partition's records from its queue and hands them over, in order, one chunk after the other. What was
 * handed over gets done beside that, in any order.
 *
 *   resting ── start() ──▶ handing over ── queue is empty ──▶ resting
 *                               └──── an error ────▶ failed, for good
 */
export type HandOver = {
  start(): void;
  /** Resolves when nothing that was handed over is still to be done. */
  finished(): Promise<void>;
  /** Resolves when nothing is being handed over and nothing that was is still to be done. */
  ended(): Promise<void>;
};

export function createHandOver(options: {
  queue: Pick<RecordQueue, 'isEmpty' | 'take'>;
  processor: RecordProcessor;
  signal: AbortSignal;
  onDone: (records: readonly KafkaRecord[]) => void;
  /** Once, and not for what ends because the signal has aborted. */
  onFailed: (error: unknown) => void;
}): HandOver {
  const { queue, processor, signal, onDone, onFailed } = options;
  const portions = createBag<Promise<void>>();
  const handOvers = createBag<Promise<void>>();
  let state: 'resting' | 'handing over' | 'failed' = 'resting';

  function watch(bag: Bag<Promise<void>>, work: Promise<void>): void {
    const slot = bag.add(work.catch(fail).finally(() => bag.remove(slot)));
  }

  async function handOver(): Promise<void> {
    while (!queue.isEmpty()) {
      await processor.whenReady(signal);
      await handOverChunk();
      signal.throwIfAborted();
      if (state === 'failed') return;
    }
    state = 'resting';
  }

  /** By itself: it is over before it is old, and `handOver` may not be. */
  async function handOverChunk(): Promise<void> {
    const chunk = queue.take(MAX_CHUNK_RECORDS);
    for await (const portion of processor.process(chunk, signal)) watch(portions, complete(portion));
  }

  async function complete({ records, done }: Portion): Promise<void> {
    await done;
    signal.throwIfAborted();
    onDone(records);
  }

  function fail(error: unknown): void {
    if (signal.aborted || state === 'failed') return;
    state = 'failed';
    onFailed(error);
  }

  async function finished(): Promise<void> {
    while (portions.size() > 0) await Promise.all(portions.values());
  }

  return {
    start() {
      if (state !== 'resting') return;
      state = 'handing over';
      watch(handOvers, handOver());
    },
    finished,
    async ended() {
      while (handOvers.size() > 0) await Promise.all(handOvers.values());
      await finished();
    },
  };
}
