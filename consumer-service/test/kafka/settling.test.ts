import { expect, test } from 'vitest';
import { createSettling } from '../../src/kafka/settling.ts';

const never = new AbortController().signal;

function createParts(hasWork = true) {
  const settling = createSettling(() => hasWork);
  const state = () => ({
    isSettled: settling.isSettled(),
    mayHandOver: settling.fences.handOver.isOpen(),
    mayWrite: settling.fences.write.isOpen(),
  });
  return { settling, state };
}

test('at a rebalance what was handed over may still be written, and nothing once this member joins', () => {
  const { settling, state } = createParts();
  expect(state()).toEqual({ isSettled: true, mayHandOver: true, mayWrite: true });
  settling.hold();
  expect(state()).toEqual({ isSettled: false, mayHandOver: false, mayWrite: true });
  expect(settling.isJoining()).toBe(false);
  settling.join();
  expect(state()).toEqual({ isSettled: false, mayHandOver: false, mayWrite: false });
  expect(settling.isJoining()).toBe(true);
  settling.settle();
  expect(state()).toEqual({ isSettled: true, mayHandOver: true, mayWrite: true });
});

test('where there is no work there is nothing to wait for', () => {
  const { settling, state } = createParts(false);
  const settled = { isSettled: true, mayHandOver: true, mayWrite: true };
  settling.hold();
  expect(state()).toEqual(settled);
  settling.join();
  expect(state()).toEqual(settled);
});

test('a rebalance in the midst of a join does not answer its question', async () => {
  const { settling } = createParts();
  settling.join();
  let isOpen = false;
  const opened = settling.fences.write.whenOpen(never).then(() => (isOpen = true));
  settling.hold();
  await settling.fences.write.whenOpen(AbortSignal.timeout(1)).catch(() => {});
  expect(isOpen).toBe(false);
  settling.join();
  settling.settle();
  await opened;
});

test('whoever waits for it is let go when its work is given up', async () => {
  const { settling } = createParts();
  settling.join();
  const waiting = settling.fences.write.whenOpen(AbortSignal.abort(new Error('revoked')));
  await expect(waiting).rejects.toThrow('revoked');
});
