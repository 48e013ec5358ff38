import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMaxFetchedBytes, toPendingLimits } from '../src/fetch-limits.ts';

test('up to six partitions have a thousand records and a mebibyte each, more of them share as much', () => {
  const mebibyte = 1024 * 1024;
  expect(toPendingLimits(1)).toEqual({ maxRecords: 1000, maxBytes: mebibyte });
  expect(toPendingLimits(6)).toEqual({ maxRecords: 1000, maxBytes: mebibyte });
  expect(toPendingLimits(12)).toEqual({ maxRecords: 500, maxBytes: mebibyte / 2 });
  expect(toPendingLimits(96)).toEqual({ maxRecords: 62, maxBytes: mebibyte / 16 });
});

test('a fetch brings less of each partition the more there are, but always a batch of a usual size', () => {
  expect([1, 6, 12, 48, 96, 1000].map(toMaxFetchedBytes)).toEqual(
    [256, 256, 128, 32, 16, 16].map((kibibytes) => kibibytes * 1024),
  );
});

test('however many partitions there are, each has room for something', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (partitions) => {
      expect(toPendingLimits(partitions).maxRecords).toBeGreaterThanOrEqual(50);
      expect(toPendingLimits(partitions).maxBytes).toBeGreaterThanOrEqual(64 * 1024);
      expect(toMaxFetchedBytes(partitions)).toBeGreaterThanOrEqual(16 * 1024);
    }),
  );
});
