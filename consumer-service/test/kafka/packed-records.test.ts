import { createRecordsBatch, Reader, readRecordsBatches } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRecords } from '../../src/kafka/packed-records.ts';
import { readRecordBatches } from '../../src/kafka/record-batches.ts';
import type { KafkaRecord } from '../../src/record.ts';
import { anyBatch, attempt, toBatchBytes, type WrittenRecord } from './record-batch-bytes.ts';

const LOG_APPEND_TIME = 0x08;

function pack(bytes: Buffer, position = -1n): KafkaRecord[] {
  const records: KafkaRecord[] = [];
  for (const batch of readRecordBatches(bytes)) {
    packRecords(batch, { topic: 'sensor', partition: 3, position }, records);
  }
  return records;
}

function look({ topic, partition, offset, timestamp, key, value, headers }: KafkaRecord) {
  return { topic, partition, offset, timestamp, key, value, headers };
}

test('a packed record is the record that was written, whatever it has or has not', () => {
  fc.assert(
    fc.property(anyBatch, (batch) => {
      const expected = batch.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
        topic: 'sensor',
        partition: 3,
        offset: batch.firstOffset + BigInt(offsetDelta),
        timestamp:
          (batch.attributes & LOG_APPEND_TIME) === 0
            ? BigInt.asIntN(64, batch.firstTimestamp + timestampDelta)
            : batch.maxTimestamp,
        key,
        value,
        headers,
      }));
      expect(pack(toBatchBytes(batch)).map(look)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('records that the client has written are the ones that it reads', () => {
  const messages = [1, 200, 70_000].map((size, index) => ({
    topic: 'sensor',
    key: Buffer.from('key'),
    value: Buffer.alloc(size, index),
    timestamp: 1_700_000_000_000n + BigInt(index * 100_000),
    headers: new Map([[Buffer.from('name'), Buffer.alloc(index)]]),
  }));
  const bytes = createRecordsBatch(messages, { compression: 'zstd' }).buffer;
  const [batch] = readRecordsBatches(Reader.from(bytes));
  const expected = batch!.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
    topic: 'sensor',
    partition: 3,
    offset: BigInt(offsetDelta),
    timestamp: batch!.firstTimestamp + timestampDelta,
    key,
    value,
    headers,
  }));
  expect(pack(bytes).map(look)).toEqual(expected);
});

test('what is below the position is left out', () => {
  const records = [record, { ...record, offsetDelta: 1 }, { ...record, offsetDelta: 2 }];
  const seen = pack(toBatchBytes({ firstOffset: 10n, records }), 11n);
  expect(seen.map(({ offset }) => offset)).toEqual([11n, 12n]);
});

const record: WrittenRecord = {
  offsetDelta: 0,
  timestampDelta: 0n,
  key: null,
  value: Buffer.from('value'),
  headers: [],
};

test('its size is its bytes, and what the objects around it and its headers take', () => {
  const sizeOf = (change: Partial<WrittenRecord>) =>
    pack(toBatchBytes({ firstOffset: 0n, records: [{ ...record, ...change }] }))[0]!.bytes;
  const plain = sizeOf({});
  expect(sizeOf({ value: Buffer.alloc(1005) }) - plain).toBeGreaterThanOrEqual(1000);
  expect(sizeOf({ headers: [[Buffer.alloc(10), Buffer.alloc(1000)]] }) - plain).toBeGreaterThanOrEqual(1210);
});

test('a value is a view of the bytes that were fetched, not a copy', () => {
  const bytes = toBatchBytes({ firstOffset: 0n, records: [record] });
  expect(pack(bytes)[0]!.value!.buffer).toBe(bytes.buffer);
});

test.each([
  [
    'is longer than all that is there',
    61,
    [0xfe, 0xff, 0xff, 0xff, 0x0f],
    'a record of 2147483647 bytes is not all there',
  ],
  ['is shorter than none', 61, [1], 'a record of -1 bytes is not all there'],
  ['has a key of less than null', 65, [3], 'a length in a record must be at least -1 (received -2)'],
  ['has less in it than it says', 66, [8, 0, 0, 0, 0, 0], 'a record of 11 bytes has 10 by what is in it'],
  ['has more headers than bytes', 72, [20], 'a record cannot have 10 headers'],
  ['has fewer than no headers', 72, [1], 'a record cannot have -1 headers'],
])('a record that %s is refused', (_, at, changed, message) => {
  const bytes = toBatchBytes({ firstOffset: 0n, records: [record] });
  bytes.set(changed, at);
  expect(() => pack(bytes)).toThrow(new Error(message));
});

const isArrayOrError = (result: unknown) => Array.isArray(result) || result instanceof Error;

test('any change to the bytes makes other records or an error, and neither takes long', () => {
  fc.assert(
    fc.property(anyBatch, fc.nat(800), fc.uint8Array({ maxLength: 6 }), (written, at, noise) => {
      const bytes = toBatchBytes({ ...written, attributes: 0 });
      const start = Math.min(61 + at, bytes.length);
      bytes.set(noise.subarray(0, bytes.length - start), start);
      expect(attempt(() => pack(bytes).map(look))).toSatisfy(isArrayOrError);
    }),
    { numRuns: 500 },
  );
});
