import { waitFor } from '@glueline/local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { toPendingLimits } from '../../src/fetch-limits.ts';
import { watchPausedLag } from '../../src/kafka/paused-lag.ts';
import { createPartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

const MEGABYTE = 1024 * 1024;

function createWork(partition: number, bytes: number) {
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition,
    position: 0n,
    processor: inOnePortion(async () => new Promise(() => {})),
    onCompleted() {},
    onFailed() {},
  });
  const records = [createRecord(0, { value: Buffer.alloc(bytes) })];
  work.admit({ records, nextOffset: 1n, highWatermark: 1n });
  return work;
}

test('the lag of a paused partition rises with its log, although nothing of it is fetched', async () => {
  const [paused, fetched] = [createWork(0, MEGABYTE), createWork(1, 10)];
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const asked: number[] = [];
  const failures: unknown[] = [];
  const watching = watchPausedLag({
    works: new Map([
      [0, paused],
      [1, fetched],
    ]),
    async readLogEnd(partition) {
      asked.push(partition);
      if (asked.length === 1) throw new Error('no leader');
      return 900n;
    },
    signal: stopping.signal,
    onFailed: (error) => failures.push(error),
    intervalMs: 1,
  });

  await waitFor(() => paused.lag() === 900n, 'the lag to rise');
  expect(fetched.lag()).toBe(1n);
  expect(new Set(asked)).toEqual(new Set([0]));
  expect(failures).toEqual([new Error('no leader')]);

  stopping.abort(new Error('released'));
  await watching;
});
