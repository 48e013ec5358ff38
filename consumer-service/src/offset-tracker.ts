/**
 * What of one partition is done, while records may complete in any order.
 *
 *   offsets  ... done ... │ pending and done, mixed │ not fetched yet ...
 *                    committable                 position
 *
 * Invariants: `committable <= position`; both never fall; every admitted offset below `committable` is complete.
 * Offsets may have gaps, as on compacted or transactional topics.
 */
export type OffsetTracker = {
  /** False for an offset that was admitted or passed before: it is being read again and must be dropped. */
  admit(offset: bigint, times: RecordTimes): boolean;
  /** Says nothing of an offset that is not pending. */
  complete(offset: bigint): void;
  /** Nothing below `nextOffset` is to come, even where it had no record. */
  advanceTo(nextOffset: bigint): void;
  /** The next offset to fetch. */
  position(): bigint;
  /** Everything below it is complete. */
  committable(): bigint;
  /** Of the lowest offset that is not complete. */
  oldestPending(): RecordTimes | undefined;
};

/** Kafka's time of a record, and our own clock when it was admitted. */
export type RecordTimes = { timestampMs: number; admittedAtMs: number };

/**
 * Completed entries are kept until they are this many and as many as those that are not, because giving them back copies
 * the rest. Not many more: each partition has such a list, and what is in it is old by then, and dear to the collector.
 */
const LEAST_SPENT_ENTRIES = 64;

export function createOffsetTracker(startPosition: bigint): OffsetTracker {
  let position = startPosition;
  // Side by side, because an object for each record would weigh as much as the record itself.
  let offsets: bigint[] = [];
  let timestampsMs: number[] = [];
  let admissionsMs: number[] = [];
  let firstPending = 0;
  const completed = new Set<bigint>();

  function passCompleted(): void {
    let lowest = offsets[firstPending];
    while (completed.size > 0 && lowest !== undefined && completed.delete(lowest)) {
      firstPending += 1;
      lowest = offsets[firstPending];
    }
    if (firstPending < LEAST_SPENT_ENTRIES || firstPending * 2 < offsets.length) return;
    offsets = offsets.slice(firstPending);
    timestampsMs = timestampsMs.slice(firstPending);
    admissionsMs = admissionsMs.slice(firstPending);
    firstPending = 0;
  }

  return {
    admit(offset, { timestampMs, admittedAtMs }) {
      if (offset < position) return false;
      offsets.push(offset);
      timestampsMs.push(timestampMs);
      admissionsMs.push(admittedAtMs);
      position = offset + 1n;
      return true;
    },
    complete(offset) {
      const lowest = offsets[firstPending];
      if (lowest === undefined || offset < lowest || offset >= position) return;
      // Mostly they complete in order: then none has to be remembered.
      if (offset === lowest) firstPending += 1;
      else completed.add(offset);
      if (offset === lowest) passCompleted();
    },
    advanceTo(nextOffset) {
      if (nextOffset > position) position = nextOffset;
    },
    position: () => position,
    committable: () => offsets[firstPending] ?? position,
    oldestPending() {
      if (firstPending === offsets.length) return undefined;
      return { timestampMs: timestampsMs[firstPending]!, admittedAtMs: admissionsMs[firstPending]! };
    },
  };
}
