import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Item, toItemKey } from '../../src/item.ts';
import { type BatchEntry, toBatches } from '../../src/table/batches.ts';

const createItem = (key: number, attributes: Item = {}): Item => ({
  deviceId: 'd',
  timestamp: String(key),
  ...attributes,
});

const sizesOf = (batches: BatchEntry[][]) => batches.map((batch) => batch.length);

test('a batch has at most 25 items, in the order they were given', () => {
  const batches = toBatches(Array.from({ length: 60 }, (_, index) => createItem(index)));
  expect(sizesOf(batches)).toEqual([25, 25, 10]);
  expect(batches.flat().map(({ index }) => index)).toEqual([...Array(60).keys()]);
});

test('a batch stays below 16 MB on the wire, whatever its items weigh', () => {
  const large = (key: number) => createItem(key, { bytes: Buffer.alloc(390 * 1024) });
  const batches = toBatches(Array.from({ length: 7 }, (_, index) => large(index)));
  expect(sizesOf(batches)).toEqual([3, 3, 1]);
});

test('a later item of a key takes the earlier one’s place and remembers it', () => {
  const [batch] = toBatches([createItem(1, { v: 1 }), createItem(2), createItem(1, { v: 2 })]);
  expect(batch?.map(({ item }) => item)).toEqual([createItem(1, { v: 2 }), createItem(2)]);
  expect(batch?.[0]).toMatchObject({ index: 2, replaced: { index: 0, item: createItem(1, { v: 1 }) } });
});

test('an item that outgrows the batch its older one is in opens the next, after it', () => {
  const heavy = Buffer.alloc(390 * 1024);
  const items = [
    createItem(1),
    ...[2, 3, 4].map((key) => createItem(key, { heavy })),
    createItem(1, { heavy }),
  ];
  expect(toBatches(items).map((batch) => batch.map(({ index }) => index))).toEqual([[0, 1, 2, 3], [4]]);
});

test('nothing to write is no batch', () => {
  expect(toBatches([])).toEqual([]);
});

test('written in order, batches leave the last item of every key, and none holds a key twice', () => {
  const keys = fc.array(fc.nat({ max: 40 }), { maxLength: 200 });
  fc.assert(
    fc.property(keys, (given) => {
      const items = given.map((key, order) => createItem(key, { order }));
      const table = new Map<string, Item>();
      for (const batch of toBatches(items)) {
        expect(new Set(batch.map(({ key }) => key)).size).toBe(batch.length);
        for (const { key, item } of batch) table.set(key, item);
      }
      expect(table).toEqual(new Map(items.map((item) => [toItemKey(item), item])));
    }),
  );
});
