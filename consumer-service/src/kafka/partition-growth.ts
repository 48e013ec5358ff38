import { orAborted, pause } from '../deadline.ts';

/**
 * Finds partitions that were added while the service runs: the client looks at no partition count by itself, and
 * whoever leads the group assigns from cached metadata. So every member asks, and every member rejoins: only the
 * leader's rejoin has an effect, and nobody knows who leads.
 *
 *   watching ── more than at the last join of ours ──▶ rejoining ──▶ watching
 *
 * Invariant: a count is known only once a rejoin that began after it was read has ended, so growth in the midst of
 * a rebalance is found at the next look.
 */
export async function watchPartitionGrowth(options: {
  member: { countPartitions(): Promise<number>; isActive(): boolean; rejoin(): Promise<void> };
  /** As it was before the first join. */
  known: number;
  intervalMs: number;
  signal: AbortSignal;
  onGrown: (growth: { from: number; to: number }) => void;
  onFailed: (error: unknown) => void;
}): Promise<never> {
  const { member, intervalMs, signal, onGrown, onFailed } = options;
  let { known } = options;
  for (;;) {
    await pause(intervalMs, signal);
    // While a join is parked, a question for metadata would wait behind it.
    if (!member.isActive()) continue;
    try {
      const count = await orAborted(member.countPartitions(), signal);
      if (count <= known || !member.isActive()) continue;
      onGrown({ from: known, to: count });
      await orAborted(member.rejoin(), signal);
      known = count;
    } catch (error) {
      signal.throwIfAborted();
      onFailed(error);
    }
  }
}
