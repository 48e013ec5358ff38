import type { PartitionWork } from '../partition-work.ts';

/**
 * The partitions this member has, from one join to the next.
 *
 *   nothing ── take() ──▶ taking ── positions read ──▶ working ── stopFetching() ──▶ draining
 *      ▲                    │                             │                              │
 *      └──── release() ─────┴─────────────────────────────┴──────────────────────────────┘
 *
 * Invariants: work of one assignment has ended before the next one reads its positions, so a record is never in
 * work twice at once; what was released is neither fetched, written nor counted as done any more.
 * Deliberately simple: every join starts anew from the committed offsets, also for partitions that stayed.
 */
export type Assignment = {
  take(partitions: readonly number[]): void;
  release(): void;
  works(): Iterable<PartitionWork>;
  /** Nothing new is admitted; what was fetched is worked through. Also refuses every later `take`. */
  stopFetching(): void;
  /** Resolves when nothing is in work. */
  idle(): Promise<void>;
};

type Epoch = {
  works: Map<number, PartitionWork>;
  fetching: AbortController;
  /** Resolves when its fetching has ended. */
  ended: Promise<void>;
};

export function createAssignment(options: {
  /** Waits through outages; throws only when the signal aborts. */
  readPositions: (partitions: readonly number[], signal: AbortSignal) => Promise<Map<number, bigint>>;
  createWork: (partition: number, position: bigint) => PartitionWork;
  /** Resolves when the signal has aborted. */
  fetch: (works: ReadonlyMap<number, PartitionWork>, signal: AbortSignal) => Promise<void>;
  onWorking: (positions: ReadonlyMap<number, bigint>) => void;
  onFailed: (error: unknown) => void;
}): Assignment {
  const { readPositions, createWork, fetch, onWorking, onFailed } = options;
  let current: Epoch | undefined;
  let isStopping = false;
  /** All that was ever started; a new epoch waits for it. */
  let before: Promise<void> = Promise.resolve();

  async function run(epoch: Epoch, partitions: readonly number[], previous: Promise<void>): Promise<void> {
    try {
      await previous;
      const positions = await readPositions(partitions, epoch.fetching.signal);
      epoch.fetching.signal.throwIfAborted();
      for (const [partition, position] of positions) {
        epoch.works.set(partition, createWork(partition, position));
      }
      onWorking(positions);
      await fetch(epoch.works, epoch.fetching.signal);
    } catch (error) {
      if (!epoch.fetching.signal.aborted) onFailed(error);
    }
  }

  function release(): void {
    if (current === undefined) return;
    const { works, fetching, ended } = current;
    fetching.abort();
    for (const work of works.values()) work.drop();
    before = ended.then(async () => allIdle(works));
    current = undefined;
  }

  return {
    take(partitions) {
      release();
      if (isStopping) return;
      current = { works: new Map(), fetching: new AbortController(), ended: Promise.resolve() };
      current.ended = run(current, partitions, before);
    },
    release,
    works: () => current?.works.values() ?? [],
    stopFetching() {
      isStopping = true;
      current?.fetching.abort();
    },
    async idle() {
      await before;
      if (current === undefined) return;
      await current.ended;
      await allIdle(current.works);
    },
  };
}

async function allIdle(works: ReadonlyMap<number, PartitionWork>): Promise<void> {
  for (const work of works.values()) await work.idle();
}
