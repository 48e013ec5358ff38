import { describe, expect, test } from 'vitest';
import { orAborted } from '../../src/deadline.ts';
import { type Assignment, createAssignment } from '../../src/kafka/assignment.ts';
import { createPartitionWork, type PartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

const settle = async () => new Promise((resolve) => setImmediate(resolve));
const SAME = { isEvicted: false };
const EVICTED = { isEvicted: true };

/** Committed offsets and processing wait until the test lets them go on; fetching lasts until it is aborted. */
function createHeldAssignment() {
  const log: string[] = [];
  const reads: { answer: (committed?: Record<number, bigint>) => void; fail: (error: Error) => void }[] = [];
  const chunks: (() => void)[] = [];
  const failures: unknown[] = [];
  const assignment: Assignment = createAssignment({
    async readCommitted(partitions, signal) {
      log.push(`read ${partitions.join()}`);
      const { promise, resolve, reject: fail } = Promise.withResolvers<Record<number, bigint>>();
      reads.push({ answer: (committed = {}) => resolve(committed), fail });
      const committed = await orAborted(promise, signal);
      return new Map(Object.entries(committed).map(([partition, offset]) => [Number(partition), offset]));
    },
    readStart: async () => Promise.resolve(5n),
    createWork: (partition, position) =>
      createPartitionWork({
        partition,
        position,
        process: inOnePortion(async () => new Promise<void>((resolve) => chunks.push(resolve))),
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
  const parts = { assignment, log, reads, chunks, failures };
  return {
    ...parts,
    async join(partitions: number[], committed: Record<number, bigint> = {}, join = SAME) {
      assignment.take(partitions, join);
      await settle();
      reads.at(-1)!.answer(committed);
      await settle();
    },
  };
}

type Held = ReturnType<typeof createHeldAssignment>;

function workOf({ assignment }: Held, partition: number): PartitionWork {
  return [...assignment.works()].find((work) => work.partition === partition)!;
}

/** One record, of which the processing then waits. */
function admit(work: PartitionWork): PartitionWork {
  const offset = work.position();
  const record = createRecord(Number(offset), { partition: work.partition });
  work.admit({ records: [record], nextOffset: offset + 1n, highWatermark: offset + 1n });
  return work;
}

describe('a first join', () => {
  test('starts at the committed offset, or at the start of the log, before anything is fetched', async () => {
    const held = createHeldAssignment();
    const { assignment, log, reads } = held;
    assignment.take([0, 1], SAME);
    await settle();
    expect(log).toEqual(['read 0,1']);
    expect([...assignment.works()]).toEqual([]);
    reads[0]!.answer({ 1: 8n });
    await settle();
    expect(log).toEqual(['read 0,1', 'started 0,1 kept ', 'fetch 0@5,1@8']);
    expect([...assignment.settled()]).toHaveLength(2);
  });

  test('that the next rebalance overtakes is never fetched', async () => {
    const { assignment, log, reads, failures } = createHeldAssignment();
    assignment.take([0], SAME);
    await settle();
    assignment.hold();
    reads[0]!.answer();
    await settle();
    expect(log).toEqual(['read 0']);
    expect(failures).toEqual([]);
  });

  test('whose offsets cannot be read is told, unless they are not wanted any more', async () => {
    const { assignment, reads, failures } = createHeldAssignment();
    assignment.take([0], SAME);
    await settle();
    reads[0]!.fail(new Error('no leader'));
    await settle();
    expect(failures).toEqual([new Error('no leader')]);

    assignment.take([0], SAME);
    await settle();
    assignment.release();
    reads[1]!.fail(new Error('too late to matter'));
    await settle();
    expect(failures).toHaveLength(1);
  });
});

describe('over a rebalance', () => {
  test('a partition that stays keeps its work and what of it was done, and is fetched from where it was', async () => {
    const held = createHeldAssignment();
    const { assignment, log, chunks } = held;
    await held.join([0, 1]);
    const work = admit(workOf(held, 0));
    assignment.hold();
    await settle();
    expect(log.at(-1)).toBe('fetch ended');

    chunks[0]!();
    await settle();
    expect(work.committable()).toBe(6n);
    await held.join([0, 2], { 0: 5n, 2: 30n });
    expect(workOf(held, 0)).toBe(work);
    expect(log.slice(-4)).toEqual(['1 revoked', 'read 0,2', 'started 2 kept 0', 'fetch 0@6,2@30']);
  });

  test('nothing may be committed between the rebalance and the comparison after the join', async () => {
    const held = createHeldAssignment();
    const { assignment, reads } = held;
    await held.join([0]);
    assignment.hold();
    expect([...assignment.settled()]).toEqual([]);
    assignment.take([0], SAME);
    await settle();
    expect([...assignment.settled()]).toEqual([]);
    expect([...assignment.works()]).toHaveLength(1);
    reads.at(-1)!.answer({ 0: 5n });
    await settle();
    expect([...assignment.settled()]).toEqual([...assignment.works()]);
  });

  test('a partition the group is ahead of was others meanwhile: it starts anew from what they committed', async () => {
    const held = createHeldAssignment();
    await held.join([0, 1]);
    const old = admit(workOf(held, 0));
    const kept = admit(workOf(held, 1));
    await held.join([0, 1], { 0: 6n, 1: 5n });
    // The work that was given up has not ended yet.
    expect(held.log.at(-1)).toBe('0 overtaken');
    held.chunks[0]!();
    await settle();
    expect(held.log.slice(-2)).toEqual(['started 0 kept 1', 'fetch 1@6,0@6']);
    expect(workOf(held, 1)).toBe(kept);
    expect(workOf(held, 0)).not.toBe(old);
    // It ended after it was given up: written perhaps, but not this member's to count as done.
    expect(old.committable()).toBe(5n);
  });

  test('a committed offset that is behind or the same changes nothing', async () => {
    const held = createHeldAssignment();
    await held.join([0], { 0: 20n });
    const work = workOf(held, 0);
    await held.join([0], { 0: 20n });
    await held.join([0], { 0: 3n });
    await held.join([0], {});
    expect(workOf(held, 0)).toBe(work);
  });

  test('an eviction ends every work, and the same partitions start from what is committed', async () => {
    const held = createHeldAssignment();
    await held.join([0, 1]);
    const old = admit(workOf(held, 0));
    held.assignment.take([0, 1], EVICTED);
    expect([...held.assignment.works()]).toEqual([]);
    held.chunks[0]!();
    await settle();
    held.reads.at(-1)!.answer({ 0: 5n, 1: 5n });
    await settle();
    expect(held.log.filter((line) => line.endsWith('evicted'))).toEqual(['0 evicted', '1 evicted']);
    expect(held.log.slice(-2)).toEqual(['started 0,1 kept ', 'fetch 0@5,1@5']);
    expect(workOf(held, 0)).not.toBe(old);
  });

  test('a partition that comes back starts only when its old work has ended', async () => {
    const held = createHeldAssignment();
    await held.join([0, 1]);
    admit(workOf(held, 0));
    await held.join([1], { 1: 5n });
    await held.join([0, 1], { 0: 5n, 1: 5n });
    expect([...held.assignment.works()].map(({ partition }) => partition)).toEqual([1]);
    held.chunks[0]!();
    await settle();
    expect(held.log.at(-1)).toBe('fetch 1@5,0@5');
  });

  test('a rebalance in the midst of the comparison has everything compared by the next one', async () => {
    const held = createHeldAssignment();
    const { assignment, reads, log } = held;
    await held.join([0]);
    assignment.take([0, 1], SAME);
    await settle();
    assignment.hold();
    reads[1]!.answer({ 0: 99n });
    await settle();
    expect([...assignment.settled()]).toEqual([]);
    await held.join([0, 1], { 0: 5n });
    expect(log.slice(-2)).toEqual(['started 1 kept 0', 'fetch 0@5,1@5']);
  });
});

describe('a stop', () => {
  test('fetches nothing more, works through what is there and starts nothing later', async () => {
    const held = createHeldAssignment();
    const { assignment, log, chunks } = held;
    await held.join([0]);
    const work = admit(workOf(held, 0));
    assignment.stopFetching();
    let isIdle = false;
    const idle = assignment.idle().then(() => (isIdle = true));
    await settle();
    expect(log.at(-1)).toBe('fetch ended');
    expect(isIdle).toBe(false);
    chunks[0]!();
    await idle;
    expect(work.committable()).toBe(6n);
    expect([...assignment.settled()]).toEqual([work]);

    await held.join([0, 1], { 0: 5n });
    expect([...assignment.works()]).toEqual([work]);
    expect(log.filter((line) => line.startsWith('fetch '))).toEqual(['fetch 0@5', 'fetch ended']);
  });

  test('in the middle of a rebalance waits for the join, so that what stays can be committed', async () => {
    const held = createHeldAssignment();
    const { assignment, reads, chunks } = held;
    await held.join([0]);
    const work = admit(workOf(held, 0));
    assignment.hold();
    assignment.stopFetching();
    let isIdle = false;
    const idle = assignment.idle().then(() => (isIdle = true));
    chunks[0]!();
    await settle();
    assignment.take([0], SAME);
    await settle();
    expect(isIdle).toBe(false);
    expect([...assignment.settled()]).toEqual([]);
    reads.at(-1)!.answer({ 0: 5n });
    await idle;
    expect([...assignment.settled()]).toEqual([work]);
  });

  test.each([
    ['before the first join', () => {}],
    ['in a rebalance without partitions', (assignment: Assignment) => assignment.hold()],
    ['while the first offsets are read', (assignment: Assignment) => assignment.take([0], SAME)],
  ])('%s has nothing to wait for', async (_when, begin) => {
    const { assignment, failures } = createHeldAssignment();
    begin(assignment);
    await settle();
    assignment.stopFetching();
    await assignment.idle();
    assignment.release();
    expect([...assignment.works()]).toEqual([]);
    expect(failures).toEqual([]);
  });
});
