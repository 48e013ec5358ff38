import { orAborted } from '../deadline.ts';
import type { PartitionWork } from '../partition-work.ts';
import { createOwnedWorks, type GiveUpReason, type OwnedWorks } from './owned-works.ts';

/**
 * The partitions this member has, from one join to the next. Each join begins a round:
 *
 *   nothing ──▶ comparing ── settled ──▶ working ── hold() ──▶ held
 *                   ▲                       │                   │
 *                   └──────── take() ───────┴───────────────────┘        release() ──▶ nothing, from anywhere
 *
 * comparing: the group's committed offsets are read. A partition that is new starts there. One that stayed keeps
 *   its work, unless the group is ahead of it: then another member had it meanwhile.
 * held: the group rebalances. Nothing is admitted, not even from a fetch under way; what was admitted is worked on.
 *
 * Invariants: only what is settled, which means compared since the last join, may be committed, so a member that
 * was frozen never sets the group back. The fetching of one round has ended before the next one fetches.
 */
export type Assignment = {
  hold(): void;
  /** After a join. `isEvicted`: as a new member, so that all it had may have been others' meanwhile. */
  take(partitions: readonly number[], join: { isEvicted: boolean }): void;
  release(): void;
  works(): Iterable<PartitionWork>;
  settled(): Iterable<PartitionWork>;
  /** Nothing new is admitted any more, nor started after a later join; what was admitted is worked through. */
  stopFetching(): void;
  /** Resolves when nothing is in work, and a rebalance under way is over: only then a commit is accepted. */
  idle(): Promise<void>;
};

export type AssignmentOptions = {
  /** Of those that have one. Waits through outages, as `readStart` does; both throw only when the signal aborts. */
  readCommitted: (partitions: readonly number[], signal: AbortSignal) => Promise<Map<number, bigint>>;
  /** Where to begin without a committed offset. */
  readStart: (partition: number, signal: AbortSignal) => Promise<bigint>;
  createWork: (partition: number, position: bigint) => PartitionWork;
  /** Resolves when the signal has aborted. */
  fetch: (works: ReadonlyMap<number, PartitionWork>, signal: AbortSignal) => Promise<void>;
  onWorking: (round: { started: ReadonlyMap<number, bigint>; kept: readonly number[] }) => void;
  onGivenUp: (partition: number, reason: GiveUpReason) => void;
  onFailed: (error: unknown) => void;
};

export function createAssignment(options: AssignmentOptions): Assignment {
  const works = createOwnedWorks(options);
  const settling = createSettling();
  const stopping = new AbortController();
  let round = new AbortController();
  let roundEnded: Promise<void> = Promise.resolve();

  /** Where nothing is left there is nothing to compare, and a stop has nothing to wait for. */
  function unsettle(): void {
    if (works.all.size > 0) settling.begin();
    else settling.end();
  }

  async function runRound(partitions: readonly number[], signal: AbortSignal, previous: Promise<void>) {
    try {
      await previous;
      const committed = await options.readCommitted(partitions, signal);
      signal.throwIfAborted();
      giveUpOvertaken(works, committed);
      const kept = [...works.all.keys()];
      settling.end();
      const fetching = AbortSignal.any([signal, stopping.signal]);
      const started = await findPositions({ partitions, committed, works, ...options }, fetching);
      works.start(started);
      options.onWorking({ started, kept });
      await options.fetch(new Map(works.all), fetching);
    } catch (error) {
      if (!signal.aborted && !stopping.signal.aborted) options.onFailed(error);
    }
  }

  return {
    hold() {
      round.abort();
      unsettle();
    },
    take(partitions, { isEvicted }) {
      round.abort();
      giveUpTaken(works, isEvicted ? [] : partitions, isEvicted ? 'evicted' : 'revoked');
      unsettle();
      if (stopping.signal.aborted && settling.isOver()) return;
      round = new AbortController();
      roundEnded = runRound(partitions, round.signal, roundEnded);
    },
    release() {
      round.abort();
      for (const work of works.all.values()) works.giveUp(work);
      settling.end();
    },
    works: () => works.all.values(),
    settled: () => (settling.isOver() ? works.all.values() : []),
    stopFetching() {
      stopping.abort();
      if (settling.isOver()) round.abort();
    },
    async idle() {
      do {
        await settling.over();
        await roundEnded;
        await works.idle();
      } while (!settling.isOver());
    },
  };
}

function giveUpTaken(works: OwnedWorks, kept: readonly number[], reason: GiveUpReason): void {
  for (const work of works.all.values()) if (!kept.includes(work.partition)) works.giveUp(work, reason);
}

/**
 * What is committed beyond what is done here was done by another. A commit of our own whose answer was lost is
 * never beyond it.
 */
function giveUpOvertaken(works: OwnedWorks, committed: ReadonlyMap<number, bigint>): void {
  for (const work of works.all.values()) {
    const offset = committed.get(work.partition);
    if (offset !== undefined && offset > work.committable()) works.giveUp(work, 'overtaken');
  }
}

/** Of the partitions that have no work, once their old work has ended. */
async function findPositions(
  round: Pick<AssignmentOptions, 'readStart'> & {
    partitions: readonly number[];
    committed: ReadonlyMap<number, bigint>;
    works: OwnedWorks;
  },
  signal: AbortSignal,
): Promise<Map<number, bigint>> {
  const { partitions, committed, works, readStart } = round;
  const positions = new Map<number, bigint>();
  for (const partition of partitions) {
    if (works.all.has(partition)) continue;
    await orAborted(works.untilEnded(partition), signal);
    positions.set(partition, committed.get(partition) ?? (await readStart(partition, signal)));
  }
  signal.throwIfAborted();
  return positions;
}

/** Pending from a rebalance or a join until every partition that stayed has been compared. */
function createSettling() {
  let pending: PromiseWithResolvers<void> | undefined;
  return {
    begin() {
      pending ??= Promise.withResolvers();
    },
    end() {
      pending?.resolve();
      pending = undefined;
    },
    isOver: () => pending === undefined,
    over: async () => pending?.promise,
  };
}
