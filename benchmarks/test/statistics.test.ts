import { expect, test } from 'vitest';
import { quantile, toRatios, toSpread } from '../src/statistics.ts';

test('the spread of measurements is their middle, least and most', () => {
  expect(toSpread([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 });
  expect(toSpread([10, 40])).toEqual({ median: 25, min: 10, max: 40 });
});

test('a quantile lies between two ranks in proportion', () => {
  const values = Array.from({ length: 1001 }, (_, index) => 1000 - index);
  expect(quantile(values, 0.5)).toBe(500);
  expect(quantile(values, 0.999)).toBe(999);
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(quantile([7], 0.99)).toBe(7);
});

test('there is no quantile of nothing', () => {
  expect(() => quantile([], 0.5)).toThrow(new RangeError('a quantile needs at least one value'));
});

test('ratios are taken within a round, and rounds that only one side has do not count', () => {
  const ours = new Map([
    [1, 100],
    [2, 10],
    [3, 5],
  ]);
  const others = new Map([
    [1, 50],
    [2, 2],
  ]);
  expect(toRatios(ours, others)).toEqual({ median: 3.5, min: 2, max: 5 });
});

test('without a round in common there is no ratio', () => {
  expect(toRatios(new Map([[1, 5]]), new Map([[2, 5]]))).toBeUndefined();
});
