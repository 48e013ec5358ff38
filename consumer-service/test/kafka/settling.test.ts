import { expect, test } from 'vitest';
import { createSettling } from '../../src/kafka/settling.ts';

const never = new AbortController().signal;

function createParts(hasWork = true) {
  const settling = createSettling(() => hasWork);
  const state = () => [settling.isSettled(), settling.compared.isOpen()];
  return { settling, state };
}

test('a rebalance unsettles what is to be committed, and only the join what is to be written', () => {
  const { settling, state } = createParts();
  expect(state()).toEqual([true, true]);
  settling.hold();
  expect(state()).toEqual([false, true]);
  settling.compare();
  expect(state()).toEqual([false, false]);
  settling.settle();
  expect(state()).toEqual([true, true]);
});

test('where nothing stayed there is nothing to wait for', () => {
  const { settling, state } = createParts(false);
  settling.hold();
  expect(state()).toEqual([true, true]);
  settling.compare();
  expect(state()).toEqual([true, true]);
});

test('a rebalance in the midst of the comparison does not answer its question', async () => {
  const { settling } = createParts();
  settling.compare();
  let isOpen = false;
  const opened = settling.compared.whenOpen(never).then(() => (isOpen = true));
  settling.hold();
  await settling.compared.whenOpen(AbortSignal.timeout(1)).catch(() => {});
  expect(isOpen).toBe(false);
  settling.compare();
  settling.settle();
  await opened;
});

test('whoever waits for the comparison is let go when its work is given up', async () => {
  const { settling } = createParts();
  settling.compare();
  const waiting = settling.compared.whenOpen(AbortSignal.abort(new Error('revoked')));
  await expect(waiting).rejects.toThrow('revoked');
});
