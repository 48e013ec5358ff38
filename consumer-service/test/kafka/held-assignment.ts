import { toPendingLimits } from '../../src/fetch-limits.ts';
import { orAborted } from '../../src/deadline.ts';
import { type Assignment, createAssignment } from '../../src/kafka/assignment.ts';
import { createPartitionWork, type PartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

export const settle = async () => new Promise((resolve) => setImmediate(resolve));

/** A bare offset carries this member's claim. */
type Offsets = Record<number, bigint | { offset: bigint; isOwn: boolean }>;
export const others = (offset: bigint) => ({ offset, isOwn: false });

/** Reads, claims and processing wait until the test lets them go on; fetching lasts until it is aborted. */
export function createHeldAssignment() {
  const log: string[] = [];
  const reads: { answer: (committed?: Offsets) => void; fail: (error: Error) => void }[] = [];
  const claims: (() => void)[] = [];
  const chunks: (() => void)[] = [];
  const failures: unknown[] = [];
  const assignment: Assignment = createAssignment({
    async readCommitted(partitions, signal) {
      log.push(`read ${partitions.join()}`);
      const { promise, resolve, reject: fail } = Promise.withResolvers<Offsets>();
      reads.push({ answer: (committed = {}) => resolve(committed), fail });
      const committed = Object.entries(await orAborted(promise, signal));
      return new Map(
        committed.map(([partition, at]) => [
          Number(partition),
          typeof at === 'bigint' ? { offset: at, isOwn: true } : at,
        ]),
      );
    },
    readStart: async () => Promise.resolve(5n),
    async claim(positions, signal) {
      log.push(`claim ${[...positions].map(([partition, offset]) => `${partition}@${offset}`).join()}`);
      await orAborted(new Promise<void>((resolve) => claims.push(resolve)), signal);
    },
    createWork: (partition, position) =>
      createPartitionWork({
        limits: () => toPendingLimits(1),
        partition,
        position,
        processor: inOnePortion(async () => new Promise<void>((resolve) => chunks.push(resolve))),
        onCompleted() {},
        onFailed() {},
      }),
    async fetch(works, signal) {
      log.push(`fetch ${[...works.values()].map((work) => `${work.partition}@${work.position()}`).join()}`);
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
        if (signal.aborted) resolve(undefined);
      });
      log.push('fetch ended');
    },
    onWorking: ({ started, kept }) => log.push(`started ${[...started.keys()].join()} kept ${kept.join()}`),
    onGivenUp: (partition, reason) => log.push(`${partition} ${reason}`),
    onFailed: (error) => failures.push(error),
  });
  const acceptClaim = async () => {
    claims.shift()?.();
    await settle();
  };
  return {
    assignment,
    log,
    reads,
    chunks,
    failures,
    acceptClaim,
    async join(partitions: number[], committed: Offsets = {}) {
      assignment.take(partitions);
      await settle();
      reads.at(-1)!.answer(committed);
      await settle();
      await acceptClaim();
    },
  };
}

type Held = ReturnType<typeof createHeldAssignment>;

export function workOf({ assignment }: Held, partition: number): PartitionWork {
  return [...assignment.works()].find((work) => work.partition === partition)!;
}

/** One record, of which the processing then waits. */
export function admit(work: PartitionWork): PartitionWork {
  const offset = work.position();
  const record = createRecord(Number(offset), { partition: work.partition });
  work.admit({ records: [record], nextOffset: offset + 1n, highWatermark: offset + 1n });
  return work;
}
