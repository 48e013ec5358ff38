import { findErrorBy } from '@platformatic/kafka';
import { orAborted } from '../deadline.ts';
import { FatalError } from '../errors.ts';
import type { PartitionWork } from '../partition-work.ts';
import type { FetchResponse } from './fetch-response.ts';

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

/** What to do about a position outside of the log: its records expired unread, or the log was cut or made anew. */
export type OutOfRangePolicy = 'earliest' | 'latest' | 'fail';

export type OffsetReset = { partition: number; from: bigint; to: bigint; policy: OutOfRangePolicy };

/**
 * Sets a partition to the end of the log that the policy names. Throws FatalError when it is `fail`: then somebody
 * has to decide, and to set the group's offset.
 */
export function createOutOfRangeReset(options: {
  policy: OutOfRangePolicy;
  readLogEnd: (partition: number, end: 'earliest' | 'latest') => Promise<bigint>;
  onReset: (reset: OffsetReset) => void;
}) {
  const { policy, readLogEnd, onReset } = options;
  return async (work: PartitionWork, signal: AbortSignal): Promise<void> => {
    const { partition } = work;
    const from = work.position();
    if (policy === 'fail') {
      const problem = `position ${from} of partition ${partition} is outside of the log`;
      throw new FatalError(`${problem}, and OFFSET_OUT_OF_RANGE_POLICY is "fail"`);
    }
    const to = await readLogEnd(partition, policy);
    // What was fetched before is still good, and must be done before its offsets are passed over.
    await orAborted(work.idle(), signal);
    signal.throwIfAborted();
    work.restartAt(to);
    onReset({ partition, from, to, policy });
  };
}
