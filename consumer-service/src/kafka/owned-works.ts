import { type PendingLimits, toPendingLimits } from '../fetch-limits.ts';
import type { PartitionWork } from '../partition-work.ts';

/** revoked: given to another member; overtaken: another had it while this one was cut off from the group. */
export type GiveUpReason = 'revoked' | 'overtaken';

/**
 * The work of the partitions this member has, one each.
 *
 * Invariants: what was given up is neither written nor counted as done any more; a partition that comes back is
 * started only after its old work has ended, so that no record is in work twice at once.
 */
export type OwnedWorks = {
  readonly all: ReadonlyMap<number, PartitionWork>;
  /** Without a reason it is the end of the service. */
  giveUp(work: PartitionWork, reason?: GiveUpReason): void;
  /** Resolves when no work of the partition that was given up goes on. */
  untilEnded(partition: number): Promise<void>;
  start(positions: ReadonlyMap<number, bigint>): void;
  /** Resolves when all that was handed over is done. */
  finished(): Promise<void>;
  /** Resolves when nothing is in work. */
  idle(): Promise<void>;
};

/** `limits` are the partition's share among all that this member has by then. */
export type CreateWork = (partition: number, position: bigint, limits: () => PendingLimits) => PartitionWork;

export function createOwnedWorks(options: {
  createWork: CreateWork;
  onGivenUp: (partition: number, reason: GiveUpReason) => void;
}): OwnedWorks {
  const all = new Map<number, PartitionWork>();
  let limits = toPendingLimits(0);
  const readLimits = () => limits;
  /** Of work that was given up and may not have ended yet. */
  const endings = new Map<number, Promise<void>>();
  return {
    all,
    giveUp(work, reason) {
      const { partition } = work;
      work.drop();
      all.delete(partition);
      limits = toPendingLimits(all.size);
      endings.set(partition, work.idle());
      if (reason !== undefined) options.onGivenUp(partition, reason);
    },
    untilEnded: async (partition) => endings.get(partition),
    start(positions) {
      for (const [partition, position] of positions) {
        endings.delete(partition);
        all.set(partition, options.createWork(partition, position, readLimits));
      }
      limits = toPendingLimits(all.size);
    },
    async finished() {
      await Promise.all([...all.values()].map(async (work) => work.finished()));
    },
    async idle() {
      for (const work of all.values()) await work.idle();
      await Promise.all(endings.values());
    },
  };
}
