import { type Logger, pino } from 'pino';
import type { Outage } from '../src/outage.ts';
import type { PartitionWork } from '../src/partition-work.ts';
import type { RecordProcessor } from '../src/process-records.ts';
import { type KafkaRecord, toRecordBytes } from '../src/record.ts';
import type { PartitionStatus, StatusSnapshot } from '../src/status.ts';

/** Keeps what was logged. */
export function createLogDouble(): { logger: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  return { logger: pino({ base: null, timestamp: false }, { write }), lines };
}

/** Never waits; keeps the causes and the number of failures it was told. */
export function createOutageDouble(): Outage & {
  waits: [cause: string, failures: number][];
  recoveries: number;
} {
  const double = {
    waits: [] as [string, number][],
    recoveries: 0,
    async wait({ cause }: { cause: string }, failures: number, signal: AbortSignal) {
      double.waits.push([cause, failures]);
      // As a timer would, so that an endless retry leaves others their turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
    recovered() {
      double.recoveries += 1;
    },
  };
  return double;
}

export function createRecord(offset: number, overrides: Partial<KafkaRecord> = {}): KafkaRecord {
  const record = {
    topic: 'sensor',
    partition: 0,
    offset: BigInt(offset),
    timestamp: 1000n,
    key: null,
    value: Buffer.from('value'),
    headers: [],
    ...overrides,
  };
  const content = [record.key, record.value, ...record.headers.flat()];
  const contentBytes = content.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
  return { ...record, bytes: toRecordBytes(contentBytes, record.headers.length) };
}

/** Only what a committer asks of a partition. */
export function createCommittable(partition: number, state: { committable: bigint; committed: bigint }) {
  const work = {
    partition,
    committable: () => state.committable,
    committed: () => state.committed,
    markCommitted(offset: bigint) {
      state.committed = offset;
    },
  };
  return work as unknown as PartitionWork;
}

export function createPartitionStatus(overrides: Partial<PartitionStatus> = {}): PartitionStatus {
  const offsets = { partition: 0, position: '5', done: '3', lagRecords: '2' };
  return { ...offsets, lagSeconds: 1.5, oldestPendingAgeMs: 20, ...overrides };
}

/** Running, and everything at the time 0. */
export function createSnapshot(overrides: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return {
    state: 'running',
    stateSinceMs: 0,
    lastFetchMs: 0,
    lastHeartbeatMs: 0,
    lastError: undefined,
    waitingFor: [],
    partitions: [createPartitionStatus()],
    ...overrides,
  };
}

/** Each chunk is one portion, done when `work` is. */
export function inOnePortion(
  work: (records: readonly KafkaRecord[], signal: AbortSignal) => Promise<void>,
): RecordProcessor {
  return {
    async whenReady() {},
    async *process(records, signal) {
      yield { records, done: work(records, signal) };
    },
  };
}

export const never = new AbortController().signal;
