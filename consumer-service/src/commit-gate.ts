import { orAborted } from './deadline.ts';
import type { Fence } from './fence.ts';
import { COMMIT_AFTER_RECORDS } from './kafka/committer.ts';
import type { PartitionWork } from './partition-work.ts';

/** What is stored while a commit that fell due by count is answered must not close it: that would hold writes at each. */
const MAX_UNCOMMITTED_OFFSETS = BigInt(1.5 * COMMIT_AFTER_RECORDS);
/** A commit takes milliseconds. At full speed thousands of records are stored meanwhile, and that is no reason to wait. */
const MAX_SILENCE_MS = 100;

/**
 * Holds writes back while nobody takes note of them: what is stored and not committed is written again should the
 * member lose its partitions to others, as in a rebalance that is held up by a member that died.
 *
 *   open ── much is uncommitted, and no commit was answered for a while ──▶ closed
 *     ▲                                                                        │
 *     └───────── a commit is answered, or the uncommitted was given up ────────┘
 */
export type CommitGate = Fence & {
  answered(): void;
  /** Work was given up, and what of it was uncommitted does not count any more. */
  reconsider(): void;
};

export function createCommitGate(options: {
  works: () => Iterable<PartitionWork>;
  /** To be answered by a commit: where offsets have gaps, none may have been due. */
  onClosed: () => void;
  now?: () => number;
}): CommitGate {
  const { works, onClosed, now = () => performance.now() } = options;
  let answeredMs = Number.NEGATIVE_INFINITY;
  let change = Promise.withResolvers<void>();
  // The time first: it is asked before every request, and at full speed it is enough.
  const isOpen = () =>
    now() - answeredMs < MAX_SILENCE_MS || countUncommitted(works()) < MAX_UNCOMMITTED_OFFSETS;

  function reconsider(): void {
    change.resolve();
    change = Promise.withResolvers();
  }

  return {
    isOpen,
    async whenOpen(signal) {
      signal.throwIfAborted();
      if (!isOpen()) onClosed();
      while (!isOpen()) await orAborted(change.promise, signal);
    },
    answered() {
      answeredMs = now();
      reconsider();
    },
    reconsider,
  };
}

/** Of a partition that was set anew nothing is known to be committed, and nothing of it was written since. */
function countUncommitted(works: Iterable<PartitionWork>): bigint {
  let count = 0n;
  for (const work of works) {
    const committed = work.committed();
    if (committed >= 0n) count += work.committable() - committed;
  }
  return count;
}
