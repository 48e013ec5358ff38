import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressRecord,
  MAX_REQUEST_BYTES,
  splitIntoRequests,
  toPositions,
} from '../../src/kafka/deliveries.ts';

const record = (key: string, bytes = 10) => ({ key, value: Buffer.alloc(bytes) });

/** Hashes of Kafka's own tests of its Java client (`Utils.murmur2`). */
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['abc', 479470107],
])('the partition of key %j is the one that a Java client chooses', (key, hash) => {
  expect(addressRecord(record(key), 6).partition).toBe((hash & 0x7fffffff) % 6);
});

const records = fc
  .array(fc.record({ key: fc.stringMatching(/^[a-e]$/), bytes: fc.integer({ min: 0, max: 1_000_000 }) }), {
    maxLength: 30,
  })
  .map((list) => list.map(({ key, bytes }) => addressRecord(record(key, bytes), 3)));

describe('records that are split into requests', () => {
  test('keep their order, and none is lost', () => {
    fc.assert(
      fc.property(records, (list) => {
        expect(splitIntoRequests(list).flat()).toEqual(list);
      }),
    );
  });

  test('stay below the limit, unless one alone is above it', () => {
    fc.assert(
      fc.property(records, (list) => {
        for (const request of splitIntoRequests(list)) {
          const bytes = request.reduce((sum, { value }) => sum + value.length, 0);
          expect(request.length === 1 || bytes <= MAX_REQUEST_BYTES).toBe(true);
        }
      }),
    );
  });
});

test('offsets count up from the first of each partition; without one nothing is known', () => {
  const list = [0, 2, 0, 1, 2, 0].map((partition) => ({ key: Buffer.of(1), value: Buffer.of(1), partition }));
  const acknowledged = [
    { partition: 0, offset: 41n },
    { partition: 2, offset: 7n },
  ];
  expect(toPositions(list, acknowledged)).toEqual([
    { partition: 0, offset: 41 },
    { partition: 2, offset: 7 },
    { partition: 0, offset: 42 },
    undefined,
    { partition: 2, offset: 8 },
    { partition: 0, offset: 43 },
  ]);
});
