import { ConnectionPool, ResponseError } from '@platformatic/kafka';
import { waitFor } from '@glueline/local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { toPendingLimits } from '../../src/fetch-limits.ts';
import { FatalError } from '../../src/errors.ts';
import { createFence } from '../../src/fence.ts';
import type { FetchClient } from '../../src/kafka/clients.ts';
import { runFetchLoops } from '../../src/kafka/fetch-loop.ts';
import { readRecordBatches } from '../../src/kafka/record-batches.ts';
import { createPartitionWork } from '../../src/partition-work.ts';
import { createOutageDouble, inOnePortion } from '../doubles.ts';
import { toBatchBytes } from './record-batch-bytes.ts';

function createOutOfRangeError(): Error {
  const response = { responses: [{ topicId: 'id', partitions: [{ partitionIndex: 0, errorCode: 1 }] }] };
  return new ResponseError(1, 17, { '/responses/0/partitions/0': [1, null] }, response);
}

const SESSION_MS = 10_000;

/** One partition led by one broker; each fetch waits until the test answers it with three records. */
function startLoops(overrides: { onOutOfRange?: () => Promise<void> } = {}) {
  const fetches: { fetchOffset: bigint; answer: () => void; fail: (error: Error) => void }[] = [];
  const fetcher = {
    clearMetadata() {},
    metadata: async () =>
      Promise.resolve({ topics: new Map([['sensor', { id: 'id', partitions: [{ leader: 1 }] }]]) }),
    async fetch({ topics }: { topics: { partitions: { fetchOffset: bigint }[] }[] }) {
      const { fetchOffset } = topics[0]!.partitions[0]!;
      const { promise, resolve, reject: fail } = Promise.withResolvers<unknown>();
      const records = [0, 1, 2].map((offsetDelta) => ({
        offsetDelta,
        timestampDelta: 0n,
        key: null,
        value: Buffer.from(''),
        headers: [],
      }));
      const batches = readRecordBatches(toBatchBytes({ firstOffset: fetchOffset, records }));
      const partition = { partitionIndex: 0, highWatermark: 9n, batches };
      fetches.push({
        fetchOffset,
        answer: () => resolve({ responses: [{ partitions: [partition] }] }),
        fail,
      });
      return promise;
    },
  };
  const clock = { nowMs: 0 };
  const fence = createFence({ sessionTimeoutMs: SESSION_MS, now: () => clock.nowMs });
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition: 0,
    position: 5n,
    processor: inOnePortion(async () => {}),
    onCompleted() {},
    onFailed() {},
  });
  const ending = new AbortController();
  const ended = runFetchLoops({
    fetcher: fetcher as unknown as FetchClient,
    createPool: () => new ConnectionPool('test'),
    topic: 'sensor',
    works: new Map([[0, work]]),
    signal: ending.signal,
    outage: createOutageDouble(),
    fence,
    onFetched() {},
    onAllPaused() {},
    onOutOfRange: async () => Promise.resolve(),
    ...overrides,
  });
  ended.catch(() => {});
  onTestFinished(() => ending.abort());
  const untilFetches = async (count: number) => waitFor(() => fetches.length === count, `${count} fetches`);
  return { fetches, clock, fence, work, ending, ended, untilFetches };
}

test('nothing is fetched before the fence opens, and then from where the work is', async () => {
  const { fetches, fence, work, untilFetches } = startLoops();
  await new Promise((resolve) => setImmediate(resolve));
  expect(fetches).toEqual([]);
  fence.renew(0);
  await untilFetches(1);
  fetches[0]!.answer();
  await untilFetches(2);
  expect(fetches.map(({ fetchOffset }) => fetchOffset)).toEqual([5n, 8n]);
  expect(work.position()).toBe(8n);
});

test('an answer that comes in the same turn as the rebalance is not admitted', async () => {
  const { fetches, fence, work, ending, ended, untilFetches } = startLoops();
  fence.renew(0);
  await untilFetches(1);
  fetches[0]!.answer();
  ending.abort();
  await ended;
  expect(work.position()).toBe(5n);
});

test('an answer that is read after the process was frozen is not admitted', async () => {
  const { fetches, clock, fence, work, untilFetches } = startLoops();
  fence.renew(0);
  await untilFetches(1);
  clock.nowMs = SESSION_MS;
  fetches[0]!.answer();
  await new Promise((resolve) => setImmediate(resolve));
  expect(work.position()).toBe(5n);
  fence.renew(clock.nowMs);
  await untilFetches(2);
  expect(fetches[1]!.fetchOffset).toBe(5n);
});

test('an answer to another position than the present one is not admitted', async () => {
  const { fetches, fence, work, untilFetches } = startLoops();
  fence.renew(0);
  await untilFetches(1);
  work.restartAt(2n);
  fetches[0]!.answer();
  await untilFetches(2);
  expect(work.position()).toBe(2n);
  expect(fetches[1]!.fetchOffset).toBe(2n);
});

test('what must not be reset ends the fetching with its reason', async () => {
  const fatal = new FatalError('outside of the log');
  const { fetches, fence, ended, untilFetches } = startLoops({
    onOutOfRange: async () => Promise.reject(fatal),
  });
  fence.renew(0);
  await untilFetches(1);
  fetches[0]!.fail(createOutOfRangeError());
  await expect(ended).rejects.toBe(fatal);
});
