import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAbortedFilter } from '../../src/kafka/aborted-transactions.ts';
import { readRecordBatches, type RecordBatch } from '../../src/kafka/record-batches.ts';
import { toBatchBytes } from './record-batch-bytes.ts';

function createBatch(
  kind: 'plain' | 'data' | 'abort' | 'commit',
  producerId: bigint,
  offset: number,
): RecordBatch {
  const attributes = { plain: 0, data: 0x10, abort: 0x30, commit: 0x30 }[kind];
  const key = Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]);
  const record = { offsetDelta: 0, timestampDelta: 0n, key, value: null, headers: [] };
  const written = { attributes, firstOffset: BigInt(offset), producerId, records: [record] };
  return readRecordBatches(toBatchBytes(written))[0]!;
}

test('two aborted transactions of one producer in one answer are both left out', () => {
  const isAborted = createAbortedFilter([
    { producerId: 7n, firstOffset: 0n },
    { producerId: 7n, firstOffset: 4n },
  ]);
  const kinds = ['data', 'abort', 'data', 'commit', 'data', 'abort', 'data'] as const;
  const dropped = kinds.map((kind, offset) => isAborted(createBatch(kind, 7n, offset)) && kind === 'data');
  expect(dropped).toEqual([true, false, false, false, true, false, false]);
});

test('a transaction whose end is in a later answer is left out, and others around it are not', () => {
  const isAborted = createAbortedFilter([{ producerId: 7n, firstOffset: 1n }]);
  expect(isAborted(createBatch('data', 8n, 0))).toBe(false);
  expect(isAborted(createBatch('data', 7n, 1))).toBe(true);
  expect(isAborted(createBatch('data', 8n, 2))).toBe(false);
  expect(isAborted(createBatch('plain', 7n, 3))).toBe(false);
  expect(isAborted(createBatch('data', 7n, 4))).toBe(true);
});

test('any interleaving of transactions leaves exactly the records of committed ones', () => {
  const producer = fc.record({
    producerId: fc.bigInt({ min: 0n, max: 2n }),
    isEnd: fc.boolean(),
    commits: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(producer, { maxLength: 60 }), (steps) => {
      const open = new Map<bigint, number[]>();
      const aborted: { producerId: bigint; firstOffset: bigint }[] = [];
      const expected = new Set<number>();
      const batches = steps.map(({ producerId, isEnd, commits }, offset) => {
        const offsets = open.get(producerId);
        if (!isEnd || offsets === undefined) {
          open.set(producerId, [...(offsets ?? []), offset]);
          return createBatch('data', producerId, offset);
        }
        open.delete(producerId);
        if (!commits) {
          aborted.push({ producerId, firstOffset: BigInt(offsets[0]!) });
          for (const one of offsets) expected.add(one);
        }
        return createBatch(commits ? 'commit' : 'abort', producerId, offset);
      });
      const isAborted = createAbortedFilter(aborted);
      const dropped = batches.flatMap((batch, offset) => {
        const isRecord = batch.attributes === 0x10;
        return isAborted(batch) && isRecord ? [offset] : [];
      });
      expect(dropped).toEqual([...expected].sort((left, right) => left - right));
    }),
  );
});
