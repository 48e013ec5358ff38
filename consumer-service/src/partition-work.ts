import { createHandOver } from './hand-over.ts';
import type { PendingLimits } from './fetch-limits.ts';
import { createOffsetTracker, type RecordTimes } from './offset-tracker.ts';
import type { RecordProcessor } from './process-records.ts';
import type { KafkaRecord } from './record.ts';
import { createRecordQueue } from './record-queue.ts';

export type FetchedRecords = { records: readonly KafkaRecord[]; nextOffset: bigint; highWatermark: bigint };

/**
 * One assigned partition: its records wait here and are handed over in order; they get done in any order.
 *
 *   idle ── admit() ──▶ working ── all done ──▶ idle
 *     └────── drop() ──────┴─────────────────▶ dropped, for good
 *
 * Each record: waiting ── process() ──▶ handed over ── its portion is done ──▶ complete.
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
  /** The end of the partition's log, from elsewhere than a fetch. */
  noteLogEnd(offset: bigint): void;
  /** Records between what is done and the end of the partition, as it was last known. */
  lag(): bigint;
  pending(): { records: number; bytes: number };
  /** Of the oldest record that is not done. */
  oldestPending(): RecordTimes | undefined;
  /** Resolves when nothing that was handed over is still to be done; more may wait. */
  finished(): Promise<void>;
  /** Resolves when nothing is waiting or in work; once dropped, when nothing of it is in flight any more. */
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
  /** As many partitions as there are share what may wait. */
  limits: () => PendingLimits;
  processor: RecordProcessor;
  onCompleted: (records: number) => void;
  /** An error nobody foresaw; the work stops where it is. */
  onFailed: (error: unknown) => void;
  now?: () => number;
};

export function createPartitionWork(options: PartitionWorkOptions): PartitionWork {
  const { partition, processor, onCompleted, onFailed, now = Date.now } = options;
  const dropping = new AbortController();
  const queue = createRecordQueue();
  let tracker = createOffsetTracker(options.position);
  let committed = options.position;
  let highWatermark = options.position;
  const handOver = createHandOver({
    queue,
    processor,
    signal: dropping.signal,
    onDone(records) {
      for (const { offset } of records) tracker.complete(offset);
      queue.finish(records);
      onCompleted(records.length);
    },
    onFailed,
  });

  return {
    partition,
    admit(fetched) {
      if (dropping.signal.aborted) return { admitted: 0, redelivered: 0 };
      const admittedAtMs = now();
      const admitted = fetched.records.filter(({ offset, timestamp }) =>
        tracker.admit(offset, { timestampMs: Number(timestamp), admittedAtMs }),
      );
      tracker.advanceTo(fetched.nextOffset);
      highWatermark = fetched.highWatermark;
      queue.add(admitted);
      if (!queue.isEmpty()) handOver.start();
      return { admitted: admitted.length, redelivered: fetched.records.length - admitted.length };
    },
    isPaused: () => isEnough(queue.pending(), options.limits()),
    position: () => tracker.position(),
    committable: () => tracker.committable(),
    committed: () => committed,
    markCommitted(offset) {
      committed = offset;
    },
    noteLogEnd(offset) {
      highWatermark = offset;
    },
    lag: () => (highWatermark > tracker.committable() ? highWatermark - tracker.committable() : 0n),
    pending: () => queue.pending(),
    oldestPending: () => tracker.oldestPending(),
    finished: async () => handOver.finished(),
    idle: async () => handOver.ended(),
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

function isEnough(
  { records, bytes }: { records: number; bytes: number },
  { maxRecords, maxBytes }: PendingLimits,
): boolean {
  return bytes >= maxBytes || records >= maxRecords;
}
