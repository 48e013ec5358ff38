/**
 * Of all partitions of a member together: enough to work on until the next fetch is answered. More would outlive the
 * garbage around it, and then be copied and marked by the collector: with 1,000 records for each of 96 partitions that
 * took more than all the rest.
 */
const MAX_PENDING_RECORDS = 6000;
const MAX_PENDING_BYTES = 6 * 1024 * 1024;
const MAX_FETCHED_BYTES = 1.5 * 1024 * 1024;

/** What one partition has of it, however many there are: a fetch that brings less is not worth its request. */
const RECORDS_PER_PARTITION = { least: 50, most: 1000 };
const BYTES_PER_PARTITION = { least: 64 * 1024, most: 1024 * 1024 };
/** The least is a batch of a producer with default settings; the most lets four partitions share a response. */
const FETCHED_BYTES_PER_PARTITION = { least: 16 * 1024, most: 256 * 1024 };

/** Of each partition: above this it is left out of fetches. */
export type PendingLimits = { maxRecords: number; maxBytes: number };

/**
 * Each has the same share, whatever the others do: one whose schema cannot be fetched takes nothing from them. A fetch
 * may bring more than the limit by `toMaxFetchedBytes`, or by one record batch when that is larger.
 */
export function toPendingLimits(partitions: number): PendingLimits {
  return {
    maxRecords: toShare(MAX_PENDING_RECORDS, partitions, RECORDS_PER_PARTITION),
    maxBytes: toShare(MAX_PENDING_BYTES, partitions, BYTES_PER_PARTITION),
  };
}

/** Of one partition, by one fetch. */
export function toMaxFetchedBytes(partitions: number): number {
  return toShare(MAX_FETCHED_BYTES, partitions, FETCHED_BYTES_PER_PARTITION);
}

function toShare(all: number, partitions: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, Math.floor(all / partitions)));
}
