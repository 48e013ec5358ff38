import { type Admission, createAdmissions } from './admissions.ts';
import { createOffsetTracker } from './offset-tracker.ts';
import type { ProcessRecords } from './process-records.ts';
import type { KafkaRecord } from './record.ts';
import { createRecordQueue } from './record-queue.ts';

/** Records handed on at once: ten full batches of the table. */
const MAX_CHUNK_RECORDS = 250;
/**
 * Fetching a partition pauses above this. Enough to work on during one long poll of the others; a fetch adds at
 * most 256 KiB to it, or one record batch when that is larger.
 */
const MAX_PENDING_BYTES = 1024 * 1024;

export type FetchedRecords = { records: readonly KafkaRecord[]; nextOffset: bigint; highWatermark: bigint };

/**
 * One assigned partition: its records wait here and are worked through in order, a chunk at a time.
 *
 *   idle ── admit() ──▶ working ── all done ──▶ idle
 *     └────── drop() ──────┴─────────────────▶ dropped, for good
 *
 * Invariants: a record that was not completed is never below `committable`; once dropped, nothing is admitted,
 * started or completed any more, so what is committable stays what was true at that moment.
 */
export type PartitionWork = {
  readonly partition: number;
  admit(fetched: FetchedRecords): { admitted: number; redelivered: number };
  /** True while enough is waiting: the partition is left out of fetches. */
  isPaused(): boolean;
  position(): bigint;
  committable(): bigint;
  committed(): bigint;
  markCommitted(offset: bigint): void;
  /** Records between what is done and the end of the partition, as of the last fetch. */
  lag(): bigint;
  pending(): { records: number; bytes: number };
  /** Of the fetch that brought the oldest record that is not done; undefined when all are. */
  oldestPending(): Admission | undefined;
  /** Resolves when nothing is waiting or in work, also because it was dropped. */
  idle(): Promise<void>;
  drop(): void;
  /** Only while idle: forgets what was fetched and goes on at `offset`, backwards too. */
  restartAt(offset: bigint): void;
};

/** Lower than any offset: the next commit happens whatever was committed before. */
const NEVER_COMMITTED = -1n;

type PartitionWorkOptions = {
  partition: number;
  position: bigint;
  process: ProcessRecords;
  onCompleted: (records: number) => void;
  /** An error nobody foresaw; the work stops where it is. */
  onFailed: (error: unknown) => void;
  now?: () => number;
};

export function createPartitionWork(options: PartitionWorkOptions): PartitionWork {
  const { partition, process, onCompleted, onFailed, now = Date.now } = options;
  const dropping = new AbortController();
  const queue = createRecordQueue();
  let tracker = createOffsetTracker(options.position);
  let committed = options.position;
  let highWatermark = options.position;
  let working: Promise<void> | undefined;
  const admissions = createAdmissions(now);

  async function workThrough(): Promise<void> {
    try {
      while (!queue.isEmpty()) {
        const chunk = queue.take(MAX_CHUNK_RECORDS);
        await process(chunk, dropping.signal);
        dropping.signal.throwIfAborted();
        for (const record of chunk) tracker.complete(record.offset);
        queue.finish(chunk);
        onCompleted(chunk.length);
      }
      working = undefined;
    } catch (error) {
      if (!dropping.signal.aborted) onFailed(error);
    }
  }

  return {
    partition,
    admit(fetched) {
      if (dropping.signal.aborted) return { admitted: 0, redelivered: 0 };
      const admitted = fetched.records.filter(({ offset }) => tracker.admit(offset));
      tracker.advanceTo(fetched.nextOffset);
      highWatermark = fetched.highWatermark;
      queue.add(admitted);
      admissions.add(admitted, tracker.committable());
      if (!queue.isEmpty()) working ??= workThrough();
      return { admitted: admitted.length, redelivered: fetched.records.length - admitted.length };
    },
    isPaused: () => queue.pending().bytes >= MAX_PENDING_BYTES,
    position: () => tracker.position(),
    committable: () => tracker.committable(),
    committed: () => committed,
    markCommitted(offset) {
      committed = offset;
    },
    lag: () => (highWatermark > tracker.committable() ? highWatermark - tracker.committable() : 0n),
    pending: () => queue.pending(),
    oldestPending: () => admissions.oldest(tracker.committable()),
    idle: async () => working,
    drop() {
      dropping.abort();
      queue.clear();
    },
    restartAt(offset) {
      tracker = createOffsetTracker(offset);
      committed = NEVER_COMMITTED;
      highWatermark = offset;
    },
  };
}
