import { orAborted } from '../deadline.ts';
import type { PartitionWork } from '../partition-work.ts';
import { createOwnedWorks, type CreateWork, type GiveUpReason, type OwnedWorks } from './owned-works.ts';
import type { Committed } from './positions.ts';
import { createSettling, type Settling } from './settling.ts';

/**
 * The partitions this member has, from one join to the next. Each join begins a round:
 *
 *   nothing ──▶ comparing ── settled ──▶ working ── hold() ──▶ finishing ── join() ──▶ joining
 *                   ▲                       │                                            │
 *                   └──────── take() ───────┴────────────────────────────────────────────┘
 *                                                                        release() ──▶ nothing, from anywhere
 *
 * comparing: the group's committed offsets are read. A partition that is new starts there, once it is claimed. One
 *   that stayed keeps its work if the claim there is still this member's: nobody else has had it, even if this member
 *   was forgotten by the group and is a new one now. Nothing is written meanwhile, because somebody else may have.
 * finishing: the group rebalances. Nothing is admitted, not even from a fetch under way; what was handed over is done.
 * joining: what is not done by then waits for the comparison, like everything else.
 *
 * Invariants: only what was compared since the last join may be committed, so a member that
 * was frozen never sets the group back. The fetching of one round has ended before the next one fetches.
 */
export type Assignment = {
  hold(): void;
  /** Resolves when what was handed over is done; at once where nothing may be written. */
  finished(): Promise<void>;
  /** Before the request to join is sent. */
  join(): void;
  /** After a join. */
  take(partitions: readonly number[]): void;
  release(): void;
  works(): Iterable<PartitionWork>;
  /** Those whose offsets may be committed. */
  committable(): Iterable<PartitionWork>;
  fences: Settling['fences'];
  /** Nothing new is admitted any more, nor started after a later join; what was admitted is worked through. */
  stopFetching(): void;
  /** Resolves when nothing is in work, and a rebalance under way is over: only then a commit is accepted. */
  idle(): Promise<void>;
};

export type AssignmentOptions = {
  /** Of those that have one. Waits through outages, as `readStart` and `claim` do; all throw only when the signal aborts. */
  readCommitted: (partitions: readonly number[], signal: AbortSignal) => Promise<Map<number, Committed>>;
  /** Where to begin without a committed offset. */
  readStart: (partition: number, signal: AbortSignal) => Promise<bigint>;
  /** Resolves when the group knows whose the partitions are now, and so will whoever gets them next. */
  claim: (positions: ReadonlyMap<number, bigint>, signal: AbortSignal) => Promise<void>;
  createWork: CreateWork;
  /** Resolves when the signal has aborted. */
  fetch: (works: ReadonlyMap<number, PartitionWork>, signal: AbortSignal) => Promise<void>;
  onWorking: (round: { started: ReadonlyMap<number, bigint>; kept: readonly number[] }) => void;
  onGivenUp: (partition: number, reason: GiveUpReason) => void;
  onFailed: (error: unknown) => void;
};

export function createAssignment(options: AssignmentOptions): Assignment {
  const works = createOwnedWorks(options);
  const settling = createSettling(() => works.all.size > 0);
  const stopping = new AbortController();
  let round = new AbortController();
  let roundEnded: Promise<void> = Promise.resolve();

  async function runRound(partitions: readonly number[], signal: AbortSignal, previous: Promise<void>) {
    try {
      await previous;
      const committed = await options.readCommitted(partitions, signal);
      signal.throwIfAborted();
      giveUpOvertaken(works, committed);
      const kept = [...works.all.keys()];
      settling.settle();
      const fetching = AbortSignal.any([signal, stopping.signal]);
      const started = await findPositions({ partitions, committed, works, ...options }, fetching);
      if (started.size > 0) await options.claim(started, fetching);
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
      settling.hold();
    },
    finished: async () => (settling.isJoining() ? undefined : works.finished()),
    join: () => settling.join(),
    take(partitions) {
      round.abort();
      giveUpTaken(works, partitions);
      settling.join();
      if (stopping.signal.aborted && settling.isSettled()) return;
      round = new AbortController();
      roundEnded = runRound(partitions, round.signal, roundEnded);
    },
    release() {
      round.abort();
      for (const work of works.all.values()) works.giveUp(work);
      settling.settle();
    },
    works: () => works.all.values(),
    committable: () => (settling.isJoining() ? [] : works.all.values()),
    fences: settling.fences,
    stopFetching() {
      stopping.abort();
      if (settling.isSettled()) round.abort();
    },
    async idle() {
      do {
        await settling.settled();
        await roundEnded;
        await works.idle();
      } while (!settling.isSettled());
    },
  };
}

function giveUpTaken(works: OwnedWorks, kept: readonly number[]): void {
  for (const work of works.all.values()) if (!kept.includes(work.partition)) works.giveUp(work, 'revoked');
}

/** Also those without a committed offset: it was there when they were claimed. */
function giveUpOvertaken(works: OwnedWorks, committed: ReadonlyMap<number, Committed>): void {
  for (const work of works.all.values())
    if (committed.get(work.partition)?.isOwn !== true) works.giveUp(work, 'overtaken');
}

/** Of the partitions that have no work, once their old work has ended. */
async function findPositions(
  round: Pick<AssignmentOptions, 'readStart'> & {
    partitions: readonly number[];
    committed: ReadonlyMap<number, Committed>;
    works: OwnedWorks;
  },
  signal: AbortSignal,
): Promise<Map<number, bigint>> {
  const { partitions, committed, works, readStart } = round;
  const positions = new Map<number, bigint>();
  for (const partition of partitions) {
    if (works.all.has(partition)) continue;
    await orAborted(works.untilEnded(partition), signal);
    positions.set(partition, committed.get(partition)?.offset ?? (await readStart(partition, signal)));
  }
  signal.throwIfAborted();
  return positions;
}
