import { expect, test } from 'vitest';
import { createCommitGate } from '../src/commit-gate.ts';
import { createCommittable, never } from './doubles.ts';

function createParts(...states: { committable: bigint; committed: bigint }[]) {
  const clock = { nowMs: 0 };
  let closed = 0;
  const gate = createCommitGate({
    works: () => states.map((state, partition) => createCommittable(partition, state)),
    onClosed: () => (closed += 1),
    now: () => clock.nowMs,
  });
  return { clock, gate, states, timesClosed: () => closed };
}

const settle = async () => new Promise((resolve) => setImmediate(resolve));

test('it is open while little is uncommitted, however long no commit was answered', () => {
  const { clock, gate } = createParts(
    { committable: 250n, committed: 100n },
    { committable: 149n, committed: 0n },
  );
  clock.nowMs = 1_000_000;
  expect(gate.isOpen()).toBe(true);
});

test('it is open while commits are answered, however much is uncommitted', () => {
  const { clock, gate } = createParts({ committable: 50_000n, committed: 0n });
  clock.nowMs = 1000;
  gate.answered();
  clock.nowMs = 1099;
  expect(gate.isOpen()).toBe(true);
});

test('it closes when 300 offsets of all partitions together are uncommitted and no commit was answered for 100 ms', () => {
  const { clock, gate } = createParts(
    { committable: 250n, committed: 100n },
    { committable: 150n, committed: 0n },
  );
  gate.answered();
  clock.nowMs = 99;
  expect(gate.isOpen()).toBe(true);
  clock.nowMs = 100;
  expect(gate.isOpen()).toBe(false);
});

test('a partition that was set anew counts as committed', () => {
  const { clock, gate } = createParts({ committable: 1_000_000n, committed: -1n });
  clock.nowMs = 1000;
  expect(gate.isOpen()).toBe(true);
});

test('who waits goes on when a commit is answered', async () => {
  const { clock, gate, timesClosed } = createParts({ committable: 300n, committed: 0n });
  clock.nowMs = 1000;
  let isOver = false;
  const waiting = gate.whenOpen(never).then(() => (isOver = true));
  await settle();
  expect(isOver).toBe(false);
  gate.answered();
  await waiting;
  expect(timesClosed()).toBe(1);
});

test('who waits goes on when what was uncommitted is given up, and not before', async () => {
  const { clock, gate, states } = createParts({ committable: 300n, committed: 0n });
  clock.nowMs = 1000;
  let isOver = false;
  const waiting = gate.whenOpen(never).then(() => (isOver = true));
  gate.reconsider();
  await settle();
  expect(isOver).toBe(false);
  states.length = 0;
  gate.reconsider();
  await waiting;
});

test('who waits is let go when its signal aborts', async () => {
  const { clock, gate } = createParts({ committable: 300n, committed: 0n });
  clock.nowMs = 1000;
  const waiting = new AbortController();
  const end = gate.whenOpen(waiting.signal);
  waiting.abort(new Error('stopped'));
  await expect(end).rejects.toThrow(new Error('stopped'));
});
