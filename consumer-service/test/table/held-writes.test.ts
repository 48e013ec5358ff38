import { expect, test } from 'vitest';
import { createHeldWrites } from '../../src/table/held-writes.ts';
import { never } from '../doubles.ts';

const turn = async () => new Promise((resolve) => setImmediate(resolve));
const writes = (count: number) => ({ writes: count, bytes: count * 10 });

/** Callers who ask for room one after the other, and take `each` as soon as they have it. */
function createCallers({ max = writes(300), each = writes(100) } = {}) {
  const memory = createHeldWrites(max);
  const entered: number[] = [];
  const ask = async (caller: number, signal = never) => {
    await memory.room(signal);
    entered.push(caller);
    memory.take(each);
  };
  return { memory, entered, ask };
}

test('however many ask at one time, no more are let in than have room', async () => {
  const { memory, entered, ask } = createCallers();
  const asked = Array.from({ length: 10 }, async (_, caller) => ask(caller));
  await turn();
  await turn();
  expect(entered).toEqual([0, 1, 2]);
  memory.giveBack(writes(100));
  await turn();
  expect(entered).toEqual([0, 1, 2, 3]);
  for (let caller = 4; caller < 10; caller++) {
    memory.giveBack(writes(100));
    await turn();
  }
  await Promise.all(asked);
  expect(entered).toEqual([...Array(10).keys()]);
});

test('who takes less than expected leaves room for others, a turn later', async () => {
  const { entered, ask } = createCallers({ each: writes(1) });
  const asked = Array.from({ length: 10 }, async (_, caller) => ask(caller));
  await Promise.resolve();
  expect(entered.length).toBeLessThanOrEqual(3);
  await Promise.all(asked);
  expect(entered).toEqual([...Array(10).keys()]);
});

test('bytes keep others out as well', async () => {
  const { memory, entered, ask } = createCallers({ max: { writes: 1000, bytes: 500 } });
  await ask(0);
  const second = ask(1);
  await turn();
  expect(entered).toEqual([0]);
  memory.giveBack(writes(100));
  await second;
  expect(entered).toEqual([0, 1]);
});

test('who gives up waiting is told so, and holds up nobody', async () => {
  const { memory, entered, ask } = createCallers({ max: writes(100) });
  await ask(0);
  const stop = new AbortController();
  const given = ask(1, stop.signal);
  const last = ask(2);
  stop.abort(new Error('revoked'));
  await expect(given).rejects.toThrow(new Error('revoked'));
  memory.giveBack(writes(100));
  await last;
  expect(entered).toEqual([0, 2]);
});
