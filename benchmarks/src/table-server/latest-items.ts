import type { Workload } from '../workload/workload.ts';

/**
 * The table of a `state` workload, a sequence number per key: it takes what arrives last, as DynamoDB does, and tells
 * what that did to the order.
 */
export type LatestItems = {
  store(sequence: number): void;
  read(): { keys: number; currentKeys: number; staleWrites: number };
};

const NONE = -1;

export function createLatestItems({ deviceCount, recordCount }: Workload): LatestItems {
  const stored = new Float64Array(Math.min(deviceCount, recordCount)).fill(NONE);
  let staleWrites = 0;
  return {
    store(sequence) {
      const device = sequence % deviceCount;
      if (sequence < stored[device]!) staleWrites += 1;
      stored[device] = sequence;
    },
    read() {
      const there = stored.filter((sequence) => sequence !== NONE);
      const current = there.filter((sequence) => sequence + deviceCount >= recordCount);
      return { keys: there.length, currentKeys: current.length, staleWrites };
    },
  };
}
