import { setTimeout as delay } from 'node:timers/promises';
import { readLogEnds } from './log-ends.ts';
import type { Admin } from '@platformatic/kafka';
import type { World } from './world.ts';

const POLL_MS = 100;
/** A session that expires, a broker that recovers and a backlog, on a busy machine. */
const DEADLINE_MS = 120_000;

/** A topic and the group that reads it. */
export type Consumption = { readonly admin: Admin; readonly topic: string; readonly groupId: string };

class NotDrainedError extends Error {
  override name = 'NotDrainedError' as const;
}

/** Resolves when the group has committed everything that was in the log at the call. Throws NotDrainedError. */
export async function untilCaughtUp(world: Consumption, deadlineMs = DEADLINE_MS): Promise<void> {
  const ends = await readLogEnds(world.admin, world.topic);
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const committed = await readCommitted(world);
    const behind = [...ends].filter(([partition, end]) => (committed.get(partition) ?? 0n) < end);
    if (behind.length === 0) return;
    if (performance.now() > endMs) {
      const list = behind.map(
        ([partition, end]) => `${partition}: ${committed.get(partition) ?? 0n} of ${end}`,
      );
      throw new NotDrainedError(`not committed after ${deadlineMs / 1000} s: partition ${list.join(', ')}`);
    }
    await delay(POLL_MS);
  }
}

/** Resolves when `count` further records have landed in the table, however often. */
export async function untilWrites({ table }: World, count: number): Promise<void> {
  const wanted = table.writes.length + count;
  const endMs = performance.now() + DEADLINE_MS;
  while (table.writes.length < wanted) {
    if (performance.now() > endMs)
      throw new NotDrainedError(`no ${count} writes after ${DEADLINE_MS / 1000} s`);
    await delay(POLL_MS);
  }
}

/** Resolves when the table has left a request without an answer, so that records are waiting. */
export async function untilHung({ table }: World): Promise<void> {
  const endMs = performance.now() + DEADLINE_MS;
  while (table.hung() === 0) {
    if (performance.now() > endMs) throw new NotDrainedError(`no request after ${DEADLINE_MS / 1000} s`);
    await delay(POLL_MS);
  }
}

/** Resolves when more is committed than can have been stored. Throws NotDrainedError. */
export async function untilCommittedBeyondWrites(world: World, records: number): Promise<void> {
  await untilCommitted(world, (committed) => {
    const sum = [...committed.values()].reduce((left, right) => left + right, 0n);
    return sum > BigInt(world.table.writes.length + records);
  });
}

/** Resolves when what is committed `isEnough`. Throws NotDrainedError. */
export async function untilCommitted(
  world: Consumption,
  isEnough: (committed: Committed) => boolean,
): Promise<void> {
  const endMs = performance.now() + DEADLINE_MS;
  for (;;) {
    const committed = await readCommitted(world);
    if (isEnough(committed)) return;
    if (performance.now() > endMs) throw new NotDrainedError(`only ${[...committed].join(' ')} committed`);
    await delay(POLL_MS);
  }
}

/** By partition: the offset of the next record. */
export type Committed = ReadonlyMap<number, bigint>;

export async function readCommitted({ admin, topic, groupId }: Consumption): Promise<Committed> {
  const [group] = await admin.listConsumerGroupOffsets({ groups: [groupId] });
  const partitions = group?.topics.find(({ name }) => name === topic)?.partitions ?? [];
  return new Map(partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]));
}
