import type { PartitionWork } from './partition-work.ts';
import type { PartitionStatus } from './status.ts';

export function toPartitionStatus(work: PartitionWork, nowMs: number): PartitionStatus {
  const oldest = work.oldestPending();
  return {
    partition: work.partition,
    position: String(work.position()),
    done: String(work.committable()),
    lagRecords: String(work.lag()),
    lagSeconds: toLagSeconds(work, nowMs),
    oldestPendingAgeMs: oldest === undefined ? null : nowMs - oldest.admittedAtMs,
  };
}

/**
 * How old the oldest record is that is not done, by the time Kafka has for it. 0 while nothing is in work: what is
 * still to be fetched is in work a moment later. A producer's clock ahead of ours counts as 0 too.
 */
export function toLagSeconds(work: PartitionWork, nowMs: number): number {
  const oldest = work.oldestPending();
  return oldest === undefined ? 0 : Math.max(0, (nowMs - oldest.timestampMs) / 1000);
}
