import { MultipleErrors, ProtocolError, ResponseError } from '@platformatic/kafka';
import { describe, expect, test } from 'vitest';
import { toPendingLimits } from '../../src/fetch-limits.ts';
import { FatalError } from '../../src/errors.ts';
import { createOutOfRangeReset, findOutOfRange, type OffsetReset } from '../../src/kafka/out-of-range.ts';
import { createPartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion, never } from '../doubles.ts';

const OUT_OF_RANGE = 1;

function createFetchError(partitions: { partitionIndex: number; errorCode: number }[]): Error {
  const response = { responses: [{ topicId: 'id', partitions }] };
  return new ResponseError(1, 17, { '/responses/0/partitions/0': [OUT_OF_RANGE, null] }, response);
}

test('the partitions that are out of range are named, the others not', () => {
  const error = createFetchError([
    { partitionIndex: 0, errorCode: OUT_OF_RANGE },
    { partitionIndex: 1, errorCode: 0 },
    { partitionIndex: 4, errorCode: OUT_OF_RANGE },
  ]);
  expect(findOutOfRange(error)).toEqual([0, 4]);
  expect(findOutOfRange(new MultipleErrors('all attempts failed', [error]))).toEqual([0, 4]);
});

test('a fetch that failed for another reason names none', () => {
  expect(findOutOfRange(new Error('socket hang up'))).toEqual([]);
  expect(findOutOfRange(new ProtocolError('NOT_LEADER_OR_FOLLOWER'))).toEqual([]);
  expect(findOutOfRange('a text')).toEqual([]);
});

describe('a position outside of the log', () => {
  function createParts(policy: 'earliest' | 'latest' | 'fail') {
    const chunks: (() => void)[] = [];
    const work = createPartitionWork({
      limits: () => toPendingLimits(1),
      partition: 3,
      position: 10n,
      processor: inOnePortion(async () => new Promise<void>((resolve) => chunks.push(resolve))),
      onCompleted() {},
      onFailed() {},
    });
    const resets: OffsetReset[] = [];
    const reset = createOutOfRangeReset({
      policy,
      readLogEnd: async (_partition, end) => Promise.resolve(end === 'earliest' ? 50n : 90n),
      onReset: (done) => resets.push(done),
    });
    return { work, chunks, resets, reset };
  }

  test.each([
    ['earliest', 50n],
    ['latest', 90n],
  ] as const)('goes on at the %s offset, and tells the gap', async (policy, to) => {
    const { work, resets, reset } = createParts(policy);
    await reset(work, never);
    expect(work.position()).toBe(to);
    expect(resets).toEqual([{ partition: 3, from: 10n, to, policy }]);
  });

  test('is left only when what was fetched before it is done', async () => {
    const { work, chunks, resets, reset } = createParts('earliest');
    work.admit({ records: [createRecord(10, { partition: 3 })], nextOffset: 11n, highWatermark: 11n });
    const done = reset(work, never);
    await new Promise((resolve) => setImmediate(resolve));
    expect(work.position()).toBe(11n);
    chunks[0]!();
    await done;
    expect(resets).toEqual([{ partition: 3, from: 11n, to: 50n, policy: 'earliest' }]);
  });

  test('stays where it is when the partition is given up meanwhile', async () => {
    const { work, resets, reset } = createParts('earliest');
    work.admit({ records: [createRecord(10, { partition: 3 })], nextOffset: 11n, highWatermark: 11n });
    const givingUp = new AbortController();
    const done = reset(work, givingUp.signal);
    givingUp.abort(new Error('given up'));
    await expect(done).rejects.toThrow(new Error('given up'));
    expect(work.position()).toBe(11n);
    expect(resets).toEqual([]);
  });

  test('ends the service when the policy is to fail', async () => {
    const { work, reset } = createParts('fail');
    const error: unknown = await reset(work, never).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(FatalError);
    expect((error as Error).message).toBe(
      'position 10 of partition 3 is outside of the log, and OFFSET_OUT_OF_RANGE_POLICY is "fail"',
    );
  });
});
