import type { Outage } from '../outage.ts';
import type { LaneEntry, Lanes } from './lanes.ts';

/** So many failures that the wait is as long as it gets: what a person has to mend does not end in seconds. */
const RARELY = 30;

export type Failure = {
  cause: string;
  error?: unknown;
  /** Of the request that failed. */
  startedMs: number;
  mayHaveLanded: boolean;
  needsOperator: boolean;
};

/**
 * Waiting before something is sent again. A failure holds its own writes only. But when no request has succeeded
 * since the failed one was sent, the table is away, and all sending waits:
 *
 *   open ── a failure, and no success since it was sent ──▶ closed ── the wait is over ──▶ open
 *
 * so that a table that is away is asked once in a while, and not once for everything that waits. While closed,
 * further failures of the same time join the wait that is under way.
 */
export type Holds<Entry extends LaneEntry> = {
  isClosed(): boolean;
  closeUntil(wait: (signal: AbortSignal) => Promise<void>): void;
  succeeded(atMs: number): void;
  /** Calls `putBack` with all entries, in one or several parts, as their waits are over. */
  hold(entries: Entry[], failure: Failure, putBack: (entries: Entry[]) => void): void;
  /** No wait has to be waited out any more. */
  endWaits(): void;
};

export function createHolds<Entry extends LaneEntry>(options: {
  lanes: Pick<Lanes<Entry>, 'failed'>;
  outage: Outage;
  onOpen: () => void;
  onFailed: (error: unknown) => void;
}): Holds<Entry> {
  const { lanes, outage, onOpen, onFailed } = options;
  let waiting = new AbortController();
  let closed: Promise<void> | undefined;
  let lastSuccessMs = Number.NEGATIVE_INFINITY;
  let failuresInARow = 0;

  /** A wait that is ended early is over like any other. */
  async function untilOver(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = waiting;
    try {
      await wait(signal);
    } catch (error) {
      if (!signal.aborted) onFailed(error);
    }
  }

  async function closeUntil(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    closed ??= openAfter(untilOver(wait));
    return closed;
  }

  async function openAfter(wait: Promise<void>): Promise<void> {
    await wait;
    closed = undefined;
    onOpen();
  }

  function toFailures(needsOperator: boolean): number {
    failuresInARow += 1;
    return needsOperator ? RARELY : failuresInARow - 1;
  }

  return {
    isClosed: () => closed !== undefined,
    closeUntil: (wait) => void closeUntil(wait),
    succeeded(atMs) {
      lastSuccessMs = atMs;
      failuresInARow = 0;
    },
    hold(entries, failure, putBack) {
      const isAway = failure.startedMs > lastSuccessMs;
      // Those that failed as often as each other wait together: one hot key does not hold up the others.
      for (const [failures, group] of Map.groupBy(entries, (entry) => lanes.failed(entry, failure))) {
        const wait = async (signal: AbortSignal) =>
          outage.wait(failure, isAway ? toFailures(failure.needsOperator) : failures, signal);
        void putBackAfter(isAway ? closeUntil(wait) : untilOver(wait), () => putBack(group));
      }
    },
    endWaits() {
      waiting.abort();
      waiting = new AbortController();
    },
  };
}

async function putBackAfter(wait: Promise<void>, putBack: () => void): Promise<void> {
  await wait;
  putBack();
}
