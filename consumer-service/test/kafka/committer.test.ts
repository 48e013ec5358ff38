import { expect, test, vi } from 'vitest';
import { createCommitter } from '../../src/kafka/committer.ts';
import { createCommittable } from '../doubles.ts';

const INTERVAL_MS = 60_000;

function createMember() {
  const commits: [partition: number, offset: bigint][][] = [];
  const answers: (() => void)[] = [];
  const member = {
    isHeld: false,
    failure: undefined as Error | undefined,
    active: true,
    fenceOpen: true,
    isActive: () => member.active,
    async commit(offsets: ReadonlyMap<number, bigint>) {
      commits.push([...offsets]);
      if (member.isHeld) await new Promise<void>((resolve) => answers.push(resolve));
      if (member.failure !== undefined) throw member.failure;
    },
  };
  return { member, commits, answers };
}

function createParts(states: { committable: bigint; committed: bigint }[]) {
  const { member, commits, answers } = createMember();
  const failures: unknown[] = [];
  const committed: [number, bigint][][] = [];
  const fence = { isOpen: () => member.fenceOpen };
  const committer = createCommitter({
    member,
    fence,
    works: () => states.map((state, partition) => createCommittable(partition, state)),
    intervalMs: INTERVAL_MS,
    onCommitted: ({ offsets }) => committed.push([...offsets]),
    onFailed: (error) => failures.push(error),
  });
  return { committer, member, commits, answers, failures, committed };
}

const settle = async () => new Promise((resolve) => setImmediate(resolve));

test('only partitions that moved on are committed, all in one request', async () => {
  const states = [
    { committable: 5n, committed: 3n },
    { committable: 7n, committed: 7n },
    { committable: 1n, committed: 0n },
  ];
  const { committer, commits, committed } = createParts(states);
  await committer.stop();
  const expected = [
    [0, 5n],
    [2, 1n],
  ];
  expect(commits).toEqual([expected]);
  expect(committed).toEqual([expected]);
  await committer.stop();
  expect(commits).toHaveLength(1);
});

test('it commits at every interval, and after 200 records without waiting for it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const state = { committable: 1n, committed: 0n };
    const { committer, commits } = createParts([state]);
    committer.start();
    await vi.advanceTimersByTimeAsync(INTERVAL_MS - 1);
    expect(commits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(commits).toEqual([[[0, 1n]]]);

    state.committable = 300n;
    committer.completed(199);
    expect(commits).toHaveLength(1);
    committer.completed(1);
    await settle();
    expect(commits.slice(1)).toEqual([[[0, 300n]]]);

    state.committable = 1001n;
    await committer.stop();
    state.committable = 1002n;
    await vi.advanceTimersByTimeAsync(INTERVAL_MS);
    expect(commits).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test('while the member is not active nothing is committed', async () => {
  const { committer, member, commits } = createParts([{ committable: 5n, committed: 3n }]);
  member.active = false;
  committer.completed(5000);
  await committer.stop();
  committer.flush();
  expect(commits).toEqual([]);
});

test('a flush is sent at once, whatever else is under way', () => {
  const state = { committable: 5n, committed: 3n };
  const { committer, member, commits } = createParts([state]);
  member.isHeld = true;
  committer.flush();
  state.committable = 7n;
  committer.flush();
  expect(commits).toEqual([[[0, 5n]], [[0, 7n]]]);
});

test('behind the fence nothing is committed, however much is done', async () => {
  const { committer, member, commits } = createParts([{ committable: 5n, committed: 3n }]);
  member.fenceOpen = false;
  committer.completed(5000);
  await committer.stop();
  expect(commits).toEqual([]);
  member.fenceOpen = true;
  await committer.stop();
  expect(commits).toEqual([[[0, 5n]]]);
});

test('a commit that failed is told, and its offsets are committed by the next', async () => {
  const { committer, member, commits, failures, committed } = createParts([
    { committable: 5n, committed: 3n },
  ]);
  member.failure = new Error('REBALANCE_IN_PROGRESS');
  await committer.stop();
  expect(failures).toEqual([member.failure]);
  expect(committed).toEqual([]);
  member.failure = undefined;
  await committer.stop();
  expect(commits).toEqual([[[0, 5n]], [[0, 5n]]]);
});

test('the stop commits what was done while a commit was under way', async () => {
  const state = { committable: 5n, committed: 3n };
  const { committer, member, commits, answers } = createParts([state]);
  member.isHeld = true;
  committer.completed(300);
  await settle();
  state.committable = 9n;
  const stopped = committer.stop();
  member.isHeld = false;
  answers[0]!();
  await stopped;
  expect(commits).toEqual([[[0, 5n]], [[0, 9n]]]);
});

test('what was completed while a commit was under way is committed right after it, if it is enough', async () => {
  const state = { committable: 300n, committed: 0n };
  const { committer, member, commits, answers } = createParts([state]);
  committer.start();
  member.isHeld = true;
  committer.completed(300);
  await settle();
  state.committable = 700n;
  committer.completed(400);
  expect(commits).toEqual([[[0, 300n]]]);
  member.isHeld = false;
  answers[0]!();
  await settle();
  expect(commits).toEqual([[[0, 300n]], [[0, 700n]]]);
  await committer.stop();
});

test('a commit that failed is followed by another within a second, even when nothing more gets done', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  try {
    const { committer, member, committed } = createParts([{ committable: 5n, committed: 3n }]);
    committer.start();
    member.failure = new Error('REBALANCE_IN_PROGRESS');
    committer.resume();
    await vi.advanceTimersByTimeAsync(999);
    expect(committed).toEqual([]);
    member.failure = undefined;
    await vi.advanceTimersByTimeAsync(1);
    expect(committed).toEqual([[[0, 5n]]]);
    await committer.stop();
  } finally {
    vi.useRealTimers();
  }
});

test('while no commit is accepted, asking for one ends', async () => {
  const { committer, member, commits } = createParts([{ committable: 5n, committed: 3n }]);
  committer.start();
  member.active = false;
  committer.completed(5000);
  await settle();
  expect(commits).toEqual([]);
  member.active = true;
  committer.resume();
  await settle();
  expect(commits).toEqual([[[0, 5n]]]);
  await committer.stop();
});
