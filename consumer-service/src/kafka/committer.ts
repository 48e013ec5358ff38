import type { Fence } from '../fence.ts';
import type { PartitionWork } from '../partition-work.ts';
import type { GroupMember } from './group-member.ts';

/**
 * Records that a crash or a freeze may repeat, beside those in flight: catching up, one interval holds many thousands.
 * Fewer would only wait for each other: a commit takes milliseconds, and one is under way at a time.
 */
export const COMMIT_AFTER_RECORDS = 200;
/** After a commit that failed: writes may be waiting for one that succeeds, however long the interval is. */
const RETRY_AFTER_MS = 1000;

/**
 * Commits what is done, by time and by count. Three states:
 *
 *   idle ── time, count or stop ──▶ committing ── answered, or failed ──▶ idle
 *     └──── while inactive or behind the fence: nothing is sent ────┘
 *
 * Invariants: one commit at a time, except for the flush; none while this member joins, because it would make the
 * client join once more; none of a member that was frozen. A commit that failed is not repeated: the next one has more,
 * and comes within a second.
 */
export type Committer = {
  start(): void;
  /** Counts what was completed since the last commit. */
  completed(records: number): void;
  /** Commits may be accepted again: the first does not wait for its time. */
  resume(): void;
  /** Sent before it returns, whatever else is under way. */
  flush(): void;
  /** Resolves when everything that is done now has been tried to commit once. Never throws: see `onFailed`. */
  stop(): Promise<void>;
};

export type Commit = { offsets: ReadonlyMap<number, bigint>; seconds: number };

type CommitterOptions = {
  member: Pick<GroupMember, 'isActive' | 'commit'>;
  fence: Pick<Fence, 'isOpen'>;
  /** Those that are this member's beyond doubt. */
  works: () => Iterable<PartitionWork>;
  intervalMs: number;
  onCommitted: (commit: Commit) => void;
  onFailed: (error: unknown) => void;
};

export function createCommitter(options: CommitterOptions): Committer {
  const { member, fence, intervalMs, onFailed } = options;
  let timer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let completedRecords = 0;
  let underWay: Promise<boolean> | undefined;

  /** Whether a commit was accepted. */
  async function send(): Promise<boolean> {
    if (!member.isActive() || !fence.isOpen()) return false;
    completedRecords = 0;
    try {
      return await commitAdvanced(options);
    } catch (error) {
      onFailed(error);
      clearTimeout(retryTimer);
      if (timer !== undefined) retryTimer = setTimeout(commitUnlessUnderWay, RETRY_AFTER_MS);
      return false;
    }
  }

  async function commit(): Promise<boolean> {
    // What is under way may have been read before the latest completions.
    await underWay;
    underWay ??= send().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  const commitUnlessUnderWay = () => {
    if (underWay === undefined) void commitAndGoOn();
  };

  /** What was completed while a commit was under way may be enough for the next. */
  async function commitAndGoOn(): Promise<void> {
    const isAccepted = await commit();
    if (isAccepted && timer !== undefined && completedRecords >= COMMIT_AFTER_RECORDS) commitUnlessUnderWay();
  }

  return {
    start() {
      timer ??= setInterval(commitUnlessUnderWay, intervalMs);
    },
    completed(records) {
      completedRecords += records;
      if (completedRecords >= COMMIT_AFTER_RECORDS) commitUnlessUnderWay();
    },
    resume: commitUnlessUnderWay,
    flush: () => void send(),
    async stop() {
      clearInterval(timer);
      clearTimeout(retryTimer);
      timer = undefined;
      await commit();
    },
  };
}

/** False when there was nothing to commit. */
async function commitAdvanced({ member, works, onCommitted }: CommitterOptions): Promise<boolean> {
  const advanced: PartitionWork[] = [];
  const offsets = new Map<number, bigint>();
  for (const work of works()) {
    const offset = work.committable();
    if (offset === work.committed()) continue;
    advanced.push(work);
    offsets.set(work.partition, offset);
  }
  if (advanced.length === 0) return false;
  const startedMs = performance.now();
  await member.commit(offsets);
  for (const work of advanced) work.markCommitted(offsets.get(work.partition)!);
  onCommitted({ offsets, seconds: (performance.now() - startedMs) / 1000 });
  return true;
}
