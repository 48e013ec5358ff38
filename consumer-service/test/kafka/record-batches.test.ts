import { Reader, readRecordsBatches } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRecordBatches } from '../../src/kafka/record-batches.ts';
import { anyBatch, attempt, toBatchBytes } from './record-batch-bytes.ts';

const one = (offsetDelta = 0) => ({
  offsetDelta,
  timestampDelta: 0n,
  key: null,
  value: Buffer.from('value'),
  headers: [],
});

test('batches are what the client reads of the same bytes, however they are compressed', () => {
  fc.assert(
    fc.property(fc.array(anyBatch, { maxLength: 4 }), (written) => {
      const bytes = Buffer.concat(written.map(toBatchBytes));
      const seen = readRecordBatches(bytes).map((batch) => ({
        firstOffset: batch.firstOffset,
        lastOffsetDelta: Number(batch.lastOffset - batch.firstOffset),
        attributes: batch.attributes,
        firstTimestamp: batch.firstTimestamp,
        maxTimestamp: batch.maxTimestamp,
        producerId: batch.producerId,
        recordCount: batch.recordCount,
      }));
      const expected = readRecordsBatches(Reader.from(bytes)).map((batch) => ({
        firstOffset: batch.firstOffset,
        lastOffsetDelta: batch.lastOffsetDelta,
        attributes: batch.attributes,
        firstTimestamp: batch.firstTimestamp,
        maxTimestamp: batch.maxTimestamp,
        producerId: batch.producerId,
        recordCount: batch.records.length,
      }));
      expect(seen).toEqual(expected);
    }),
  );
});

test('a batch that the broker cut off is left for the next fetch', () => {
  const whole = toBatchBytes({ firstOffset: 5n, records: [one()] });
  for (let length = 0; length < whole.length; length++) {
    const batches = readRecordBatches(Buffer.concat([whole, whole.subarray(0, length)]));
    expect(batches.map(({ firstOffset }) => firstOffset)).toEqual([5n]);
  }
});

test.each([
  ['an older format', 16, [1], 'record batches must be of format 2 (received 1)'],
  ['a length that ends in its header', 8, [0, 0, 0, 48], 'a record batch has 60 bytes'],
  [
    'more records than it has bytes for',
    57,
    [0x7f, 0xff, 0xff, 0xff],
    'a record batch cannot have 2147483647 records in 12 bytes',
  ],
  ['fewer than no records', 57, [0xff, 0, 0, 0], 'a record batch cannot have -16777216 records in 12 bytes'],
  ['an unknown compression', 21, [0, 5], 'a record batch is compressed in an unknown way (5)'],
])('a batch with %s is refused', (_, at, changed, message) => {
  const bytes = toBatchBytes({ firstOffset: 5n, records: [one()] });
  bytes.set(changed, at);
  expect(() => readRecordBatches(bytes)).toThrow(new Error(message));
});

test('any bytes are batches or an error, and neither takes long', () => {
  fc.assert(
    fc.property(anyBatch, fc.nat(400), fc.uint8Array({ maxLength: 12 }), (written, at, noise) => {
      const bytes = toBatchBytes({ ...written, attributes: 0 });
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
      const result = attempt(() => readRecordBatches(bytes));
      expect(Array.isArray(result) || result instanceof Error).toBe(true);
    }),
  );
});
