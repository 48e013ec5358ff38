import { expect, test } from 'vitest';
import { selectRecords } from '../../src/kafka/fetched-records.ts';
import { readRecordBatches } from '../../src/kafka/record-batches.ts';
import { toBatchBytes, type WrittenBatch } from './record-batch-bytes.ts';

/** One record per delta. */
function createBatch(firstOffset: bigint, deltas: number[], overrides: Partial<WrittenBatch> = {}): Buffer {
  const records = deltas.map((delta) => ({
    offsetDelta: delta,
    timestampDelta: BigInt(delta * 10),
    key: Buffer.from('k'),
    value: Buffer.from(String(delta)),
    headers: [],
  }));
  return toBatchBytes({ firstOffset, records, ...overrides });
}

function select(position: bigint, ...batches: Buffer[]) {
  const partition = {
    partitionIndex: 2,
    errorCode: 0,
    highWatermark: 100n,
    abortedTransactions: null,
    preferredReadReplica: -1,
    batches: readRecordBatches(Buffer.concat(batches)),
  };
  return selectRecords(partition, { topic: 'sensor', position });
}

test('a record knows its topic, partition, offset and time', () => {
  const { records, nextOffset, highWatermark } = select(10n, createBatch(10n, [0, 1]));
  expect(records).toEqual([
    expect.objectContaining({ topic: 'sensor', partition: 2, offset: 10n, timestamp: 1000n }),
    expect.objectContaining({ topic: 'sensor', partition: 2, offset: 11n, timestamp: 1010n }),
  ]);
  expect(nextOffset).toBe(12n);
  expect(highWatermark).toBe(100n);
});

test('the part of a batch that is below the position is left out', () => {
  const { records, nextOffset } = select(12n, createBatch(10n, [0, 1, 2, 3]));
  expect(records.map(({ offset }) => offset)).toEqual([12n, 13n]);
  expect(nextOffset).toBe(14n);
});

test('offsets without a record, at the end of a batch or in it, are passed over', () => {
  const { records, nextOffset } = select(10n, createBatch(10n, [0, 3], { lastOffsetDelta: 9 }));
  expect(records.map(({ offset }) => offset)).toEqual([10n, 13n]);
  expect(nextOffset).toBe(20n);
});

test('the end of a transaction takes up an offset and is no record', () => {
  const { records, nextOffset } = select(
    10n,
    createBatch(10n, [0]),
    createBatch(11n, [0], { attributes: 0x20 }),
  );
  expect(records.map(({ offset }) => offset)).toEqual([10n]);
  expect(nextOffset).toBe(12n);
});

test('where the broker sets the time, it is the same for the whole batch', () => {
  const { records } = select(10n, createBatch(10n, [0, 1], { attributes: 0x08 }));
  expect(records.map(({ timestamp }) => timestamp)).toEqual([9000n, 9000n]);
});

test('an empty answer leaves the position where it is', () => {
  expect(select(10n)).toEqual({ records: [], nextOffset: 10n, highWatermark: 100n });
});
