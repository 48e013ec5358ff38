import { describe, expect, test } from 'vitest';
import type { Assignment } from '../../src/kafka/assignment.ts';
import { admit, createHeldAssignment, others, settle, workOf } from './held-assignment.ts';

describe('a first join', () => {
  test('starts at the committed offset, or at the start of the log, once both are claimed', async () => {
    const held = createHeldAssignment();
    const { assignment, log, reads, acceptClaim } = held;
    assignment.take([0, 1]);
    await settle();
    expect(log).toEqual(['read 0,1']);
    expect([...assignment.works()]).toEqual([]);
    reads[0]!.answer({ 1: others(8n) });
    await settle();
    expect(log).toEqual(['read 0,1', 'claim 0@5,1@8']);
    expect([...assignment.works()]).toEqual([]);
    await acceptClaim();
    expect(log.slice(2)).toEqual(['started 0,1 kept ', 'fetch 0@5,1@8']);
    expect([...assignment.committable()]).toHaveLength(2);
  });

  test('that the next rebalance overtakes is never fetched', async () => {
    const { assignment, log, reads, failures } = createHeldAssignment();
    assignment.take([0]);
    await settle();
    assignment.hold();
    reads[0]!.answer();
    await settle();
    expect(log).toEqual(['read 0']);
    expect(failures).toEqual([]);
  });

  test('whose offsets cannot be read is told, unless they are not wanted any more', async () => {
    const { assignment, reads, failures } = createHeldAssignment();
    assignment.take([0]);
    await settle();
    reads[0]!.fail(new Error('no leader'));
    await settle();
    expect(failures).toEqual([new Error('no leader')]);

    assignment.take([0]);
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
    await held.join([0, 2], { 0: 5n, 2: others(30n) });
    expect(workOf(held, 0)).toBe(work);
    expect(log.slice(-5)).toEqual([
      '1 revoked',
      'read 0,2',
      'claim 2@30',
      'started 2 kept 0',
      'fetch 0@6,2@30',
    ]);
  });

  test('nothing may be committed from the request to join until the comparison', async () => {
    const held = createHeldAssignment();
    const { assignment, reads } = held;
    await held.join([0]);
    assignment.hold();
    expect([...assignment.committable()]).toHaveLength(1);
    assignment.join();
    expect([...assignment.committable()]).toEqual([]);
    assignment.take([0]);
    await settle();
    expect([...assignment.committable()]).toEqual([]);
    expect([...assignment.works()]).toHaveLength(1);
    reads.at(-1)!.answer({ 0: 5n });
    await settle();
    expect([...assignment.committable()]).toEqual([...assignment.works()]);
  });

  test('nothing is written either: another may have written what is newer', async () => {
    const held = createHeldAssignment();
    const { assignment, reads } = held;
    await held.join([0]);
    assignment.hold();
    expect([assignment.fences.handOver.isOpen(), assignment.fences.write.isOpen()]).toEqual([false, true]);
    assignment.join();
    expect(assignment.fences.write.isOpen()).toBe(false);
    assignment.take([0]);
    await settle();
    expect(assignment.fences.write.isOpen()).toBe(false);
    reads.at(-1)!.answer({ 0: 5n });
    await settle();
    expect([assignment.fences.handOver.isOpen(), assignment.fences.write.isOpen()]).toEqual([true, true]);
  });

  test('it is finished when what was handed over is done, and at once where nothing may be written', async () => {
    const held = createHeldAssignment();
    const { assignment, chunks } = held;
    await held.join([0, 1]);
    admit(workOf(held, 0));
    admit(workOf(held, 1));
    await settle();
    assignment.hold();
    let isFinished = false;
    const finished = assignment.finished().then(() => (isFinished = true));
    chunks[0]!();
    await settle();
    expect(isFinished).toBe(false);
    chunks[1]!();
    await finished;

    admit(workOf(held, 0));
    assignment.join();
    await assignment.finished();
    expect(workOf(held, 0).committable()).toBe(6n);
  });

  test('a partition that others have claimed starts anew, whatever they committed', async () => {
    const held = createHeldAssignment();
    await held.join([0, 1, 2]);
    const ahead = admit(workOf(held, 0));
    const kept = admit(workOf(held, 1));
    admit(workOf(held, 2));
    await held.join([0, 1, 2], { 0: others(6n), 1: 5n, 2: others(5n) });
    // The work that was given up has not ended yet.
    expect(held.log.slice(-2)).toEqual(['0 overtaken', '2 overtaken']);
    for (const end of held.chunks) end();
    await settle();
    await held.acceptClaim();
    expect(held.log.slice(-3)).toEqual(['claim 0@6,2@5', 'started 0,2 kept 1', 'fetch 1@6,0@6,2@5']);
    expect(workOf(held, 1)).toBe(kept);
    expect(workOf(held, 0)).not.toBe(ahead);
    // It ended after it was given up: written perhaps, but not this member's to count as done.
    expect(ahead.committable()).toBe(5n);
  });

  test('an own claim keeps the work, however little of it was committed', async () => {
    const held = createHeldAssignment();
    await held.join([0], { 0: 20n });
    const work = workOf(held, 0);
    await held.join([0], { 0: 20n });
    await held.join([0], { 0: 3n });
    expect(workOf(held, 0)).toBe(work);
  });

  test('a committed offset that is gone, and its claim with it, has the partition start anew', async () => {
    const held = createHeldAssignment();
    await held.join([0], { 0: 20n });
    await held.join([0], {});
    expect(held.log.slice(-2)).toEqual(['started 0 kept ', 'fetch 0@5']);
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
    await held.acceptClaim();
    expect(held.log.at(-1)).toBe('fetch 1@5,0@5');
  });

  test('a rebalance in the midst of the comparison has everything compared by the next one', async () => {
    const held = createHeldAssignment();
    const { assignment, reads, log } = held;
    await held.join([0]);
    assignment.take([0, 1]);
    await settle();
    assignment.hold();
    reads[1]!.answer({ 0: 99n });
    await settle();
    expect([...assignment.committable()]).toEqual([]);
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
    expect([...assignment.committable()]).toEqual([work]);

    await held.join([0, 1], { 0: 5n });
    expect([...assignment.works()]).toEqual([work]);
    expect(log.filter((line) => line.startsWith('fetch '))).toEqual(['fetch 0@5', 'fetch ended']);
  });

  test('in the middle of a rebalance waits for the join, so that what stays can be committed', async () => {
    const held = createHeldAssignment();
    const { assignment, reads, chunks } = held;
    await held.join([0]);
    const work = admit(workOf(held, 0));
    await settle();
    assignment.hold();
    assignment.stopFetching();
    let isIdle = false;
    const idle = assignment.idle().then(() => (isIdle = true));
    chunks[0]!();
    await settle();
    assignment.take([0]);
    await settle();
    expect(isIdle).toBe(false);
    expect([...assignment.committable()]).toEqual([]);
    reads.at(-1)!.answer({ 0: 5n });
    await idle;
    expect([...assignment.committable()]).toEqual([work]);
  });

  test.each([
    ['before the first join', () => {}],
    ['in a rebalance without partitions', (assignment: Assignment) => assignment.hold()],
    ['while the first offsets are read', (assignment: Assignment) => assignment.take([0])],
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
