import type { RecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRecords } from '../../src/kafka/packed-records.ts';
import { toRecordBytes } from '../../src/record.ts';

type BatchRecord = RecordsBatch['records'][number];

/** A view into something larger, as the client makes them, and at times bytes of their own. */
const bytes = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(10)).map(([array, at]) => {
  const around = Buffer.concat([Buffer.alloc(at, 7), array, Buffer.alloc(3, 7)]);
  return around.subarray(at, at + array.length);
});
const nullable = fc.option(bytes, { nil: null });
const record = fc.record({
  offsetDelta: fc.nat(1000),
  timestampDelta: fc.bigInt({ min: -(2n ** 40n), max: 2n ** 62n }),
  key: nullable,
  value: nullable,
  headers: fc.array(fc.tuple(nullable, nullable), { maxLength: 2 }),
});

test('a packed record is the record it was, whatever it has or has not', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), (records) => {
      const packed = packRecords(records as unknown as BatchRecord[], {
        topic: 'sensor',
        partition: 3,
        firstOffset: 2n ** 53n,
        toTimestamp: ({ timestampDelta }) => timestampDelta,
      });
      const seen = packed.map(({ topic, partition, offset, timestamp, key, value, headers, bytes: size }) => {
        return { topic, partition, offset, timestamp, key, value, headers, bytes: size };
      });
      expect(seen).toEqual(
        records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
          topic: 'sensor',
          partition: 3,
          offset: 2n ** 53n + BigInt(offsetDelta),
          timestamp: timestampDelta,
          key,
          value,
          headers,
          bytes: toRecordBytes({ key, value, headers }),
        })),
      );
    }),
  );
});

test('it does not hold what it was made of, only the bytes', () => {
  const value = Buffer.from('value');
  const records = [{ offsetDelta: 0, timestampDelta: 0n, key: null, value, headers: [] }];
  const [packed] = packRecords(records as unknown as BatchRecord[], {
    topic: 'sensor',
    partition: 0,
    firstOffset: 0n,
    toTimestamp: () => 1n,
  });
  expect(packed?.value).not.toBe(value);
  expect(packed?.value?.buffer).toBe(value.buffer);
});
