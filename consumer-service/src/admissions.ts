import type { KafkaRecord } from './record.ts';

/** The time of a fetch's first record in Kafka, and when the fetch came. */
export type Admission = { timestampMs: number; admittedAtMs: number };

/** When the records of a partition came, by fetches: good enough for a lag in seconds, and nothing per record. */
export type Admissions = {
  /** Forgets what is below `committable` too, or it would grow for as long as nobody asks. */
  add(records: readonly KafkaRecord[], committable: bigint): void;
  /** Of the fetch that brought the oldest record that is not below `committable`; undefined when there is none. */
  oldest(committable: bigint): Admission | undefined;
};

export function createAdmissions(now: () => number): Admissions {
  let waiting: (Admission & { lastOffset: bigint })[] = [];

  function forget(committable: bigint): void {
    const firstPending = waiting.findIndex(({ lastOffset }) => lastOffset >= committable);
    waiting = firstPending === -1 ? [] : waiting.slice(firstPending);
  }

  return {
    add(records, committable) {
      forget(committable);
      const [first, last] = [records[0], records.at(-1)];
      if (first === undefined || last === undefined) return;
      waiting.push({
        lastOffset: last.offset,
        timestampMs: Number(first.timestamp),
        admittedAtMs: now(),
      });
    },
    oldest(committable) {
      forget(committable);
      return waiting[0];
    },
  };
}
