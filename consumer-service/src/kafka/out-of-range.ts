import { findErrorBy } from '@platformatic/kafka';
import type { FetchResponse } from './fetched-records.ts';

/** Kafka's code of OFFSET_OUT_OF_RANGE: the position is before the start or after the end of the log. */
const OFFSET_OUT_OF_RANGE = 1;

/** The partitions whose position is out of range; none when the fetch failed for another reason. */
export function findOutOfRange(error: unknown): number[] {
  if (!(error instanceof Error) || findErrorBy(error, 'apiId', 'OFFSET_OUT_OF_RANGE') === null) return [];
  // The client fails the whole fetch for one partition, and keeps the answer on its error.
  const answer = findAnswer(error);
  return (answer?.responses ?? [])
    .flatMap(({ partitions }) => partitions)
    .filter(({ errorCode }) => errorCode === OFFSET_OUT_OF_RANGE)
    .map(({ partitionIndex }) => partitionIndex);
}

function findAnswer(error: unknown): FetchResponse | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('response' in error && error.response !== undefined) return error.response as FetchResponse;
  const nested: unknown[] = error instanceof AggregateError ? error.errors : [];
  return nested.map(findAnswer).find((answer) => answer !== undefined);
}
