import type { KafkaRecord } from './record.ts';

/**
 * Records of one partition that are not done: waiting in line, or handed out. Counts both, because both hold
 * memory.
 */
export type RecordQueue = {
  add(records: readonly KafkaRecord[]): void;
  /** The next in line, at most `maxRecords`. */
  take(maxRecords: number): KafkaRecord[];
  /** What was taken is done. */
  finish(records: readonly KafkaRecord[]): void;
  /** Forgets what is waiting. */
  clear(): void;
  isEmpty(): boolean;
  pending(): { records: number; bytes: number };
};

export function createRecordQueue(): RecordQueue {
  let waiting: KafkaRecord[] = [];
  let pendingRecords = 0;
  let pendingBytes = 0;

  function count(records: readonly KafkaRecord[], sign: 1 | -1): void {
    pendingRecords += sign * records.length;
    for (const record of records) pendingBytes += sign * record.bytes;
  }

  return {
    add(records) {
      for (const record of records) waiting.push(record);
      count(records, 1);
    },
    take: (maxRecords) => waiting.splice(0, maxRecords),
    finish: (records) => count(records, -1),
    clear() {
      count(waiting, -1);
      waiting = [];
    },
    isEmpty: () => waiting.length === 0,
    pending: () => ({ records: pendingRecords, bytes: pendingBytes }),
  };
}
