import { MultipleErrors, ProtocolError, ResponseError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { findOutOfRange } from '../../src/kafka/out-of-range.ts';

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
