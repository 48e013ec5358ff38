import { expect, test } from 'vitest';
import { fillsBatch, takeBatch } from '../../src/table/batches.ts';
import { createLanes } from '../../src/table/lanes.ts';
import { createPut } from './writes.ts';

function createFilled(keys: readonly number[], bytes = 100) {
  const lanes = createLanes();
  for (const key of keys)
    lanes.add({ write: createPut(key, {}, bytes), isDropped: () => false, lane: undefined });
  return lanes;
}

function takeAll(lanes: ReturnType<typeof createFilled>): string[][] {
  const batches: string[][] = [];
  for (let batch = takeBatch(lanes); batch.length > 0; batch = takeBatch(lanes)) {
    batches.push(batch.map(({ write }) => write.key));
  }
  return batches;
}

test('a batch has at most 25 writes, in the order they became ready', () => {
  const batches = takeAll(createFilled([...Array(60).keys()]));
  expect(batches.map((batch) => batch.length)).toEqual([25, 25, 10]);
  expect(batches.flat()).toEqual([...Array(60).keys()].map(String));
});

test('a batch stays below 16 MB on the wire, whatever its items weigh', () => {
  const batches = takeAll(createFilled([...Array(7).keys()], 390 * 1024));
  expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1]);
});

test('a key is in a batch once, and in no other while that one is out', () => {
  expect(takeAll(createFilled([1, 2, 1, 1, 2]))).toEqual([['1', '2']]);
});

test('a write that is larger than a batch goes alone', () => {
  expect(takeAll(createFilled([1, 2], 2 * 1024 * 1024))).toEqual([['1'], ['2']]);
});

test('nothing to write is an empty batch', () => {
  expect(takeBatch(createFilled([]))).toEqual([]);
});

test('25 writes fill a batch, and so do fewer that leave no room for the next', () => {
  expect(fillsBatch(createFilled([...Array(24).keys()]))).toBe(false);
  expect(fillsBatch(createFilled([...Array(25).keys()]))).toBe(true);
  expect(fillsBatch(createFilled([...Array(15).keys()], 100 * 1024))).toBe(false);
  expect(fillsBatch(createFilled([...Array(16).keys()], 100 * 1024))).toBe(true);
  // Of one key only the last is sent.
  expect(fillsBatch(createFilled(Array<number>(20).fill(1), 100 * 1024))).toBe(false);
});
