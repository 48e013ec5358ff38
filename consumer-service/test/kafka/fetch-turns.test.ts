import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFetchTurns } from '../../src/kafka/fetch-turns.ts';

const works = [0, 1, 2, 3].map((partition) => ({ partition }));
const toPartitions = (ordered: readonly { partition: number }[]) => ordered.map(({ partition }) => partition);

test('who was never served comes first, then whoever was served longest ago', () => {
  const turns = createFetchTurns();
  expect(toPartitions(turns.inOrder(works))).toEqual([0, 1, 2, 3]);
  turns.served(1);
  turns.served(0);
  expect(toPartitions(turns.inOrder(works))).toEqual([2, 3, 1, 0]);
  turns.served(2);
  turns.served(1);
  expect(toPartitions(turns.inOrder(works))).toEqual([3, 0, 2, 1]);
});

test('where only the first can be served, whoever waits is served before anyone is a second time', () => {
  fc.assert(
    fc.property(fc.array(fc.subarray([...works], { minLength: 1 }), { maxLength: 50 }), (asked) => {
      const turns = createFetchTurns();
      const waiting = new Map<number, number>();
      for (const wanted of asked) {
        const first = turns.inOrder(wanted)[0]!.partition;
        turns.served(first);
        for (const { partition } of wanted) waiting.set(partition, (waiting.get(partition) ?? 0) + 1);
        waiting.set(first, 0);
      }
      expect(Math.max(0, ...waiting.values())).toBeLessThan(works.length);
    }),
  );
});
