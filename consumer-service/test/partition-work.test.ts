import { expect, test } from 'vitest';
import { toPendingLimits } from '../src/fetch-limits.ts';
import { createPartitionWork } from '../src/partition-work.ts';
import type { KafkaRecord } from '../src/record.ts';
import { createRecord, inOnePortion } from './doubles.ts';

/** Processing waits until the test lets it go on. */
function createHeldWork({ position = 0n, now = () => 5000 } = {}) {
  const chunks: { records: readonly KafkaRecord[]; finish: () => void; fail: (error: unknown) => void }[] =
    [];
  const failures: unknown[] = [];
  const completed: number[] = [];
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition: 0,
    position,
    processor: inOnePortion(async (records) => {
      const { promise: done, resolve: finish, reject: fail } = Promise.withResolvers<void>();
      chunks.push({ records, finish, fail });
      return done;
    }),
    onCompleted: (records) => completed.push(records),
    onFailed: (error) => failures.push(error),
    now,
  });
  return { work, chunks, failures, completed };
}

function toFetched(from: number, to: number, value = Buffer.alloc(10)) {
  const records = Array.from({ length: to - from }, (_, index) => createRecord(from + index, { value }));
  return { records, nextOffset: BigInt(to), highWatermark: 1000n };
}

const turn = async () => new Promise((resolve) => setImmediate(resolve));

test('nothing is committable before it is done', async () => {
  const { work, chunks, completed } = createHeldWork();
  work.admit(toFetched(0, 3));
  expect(work.committable()).toBe(0n);
  expect(work.position()).toBe(3n);
  expect(work.lag()).toBe(1000n);
  await turn();
  chunks[0]!.finish();
  await work.idle();
  expect(work.committable()).toBe(3n);
  expect(work.lag()).toBe(997n);
  expect(completed).toEqual([3]);
  expect(work.pending()).toEqual({ records: 0, bytes: 0 });
});

test('records are handed over in order, without waiting for those before them to be done', async () => {
  const { work, chunks } = createHeldWork();
  work.admit(toFetched(0, 1));
  await turn();
  work.admit(toFetched(1, 400));
  await turn();
  expect(chunks.map(({ records }) => records.length)).toEqual([1, 100, 100, 100, 99]);
  expect(chunks.flatMap(({ records }) => records.map(({ offset }) => Number(offset)))).toEqual([
    ...Array(400).keys(),
  ]);
});

test('what is done above something that is not does not count until that is done', async () => {
  const { work, chunks, completed } = createHeldWork();
  work.admit(toFetched(0, 1));
  await turn();
  work.admit(toFetched(1, 3));
  await turn();
  chunks[1]!.finish();
  await turn();
  expect([work.committable(), work.pending().records]).toEqual([0n, 1]);
  expect(work.oldestPending()).toEqual({ timestampMs: 1000, admittedAtMs: 5000 });
  chunks[0]!.finish();
  await work.idle();
  expect([work.committable(), work.oldestPending()]).toEqual([3n, undefined]);
  expect(completed).toEqual([2, 1]);
});

test('a record that comes again is dropped and counted', () => {
  const { work } = createHeldWork();
  expect(work.admit(toFetched(0, 3))).toEqual({ admitted: 3, redelivered: 0 });
  expect(work.admit(toFetched(1, 5))).toEqual({ admitted: 2, redelivered: 2 });
});

test('it pauses while a mebibyte is waiting or in work', async () => {
  const { work, chunks } = createHeldWork();
  work.admit(toFetched(0, 1, Buffer.alloc(1024 * 1024)));
  expect(work.isPaused()).toBe(true);
  await turn();
  chunks[0]!.finish();
  await work.idle();
  expect(work.isPaused()).toBe(false);
});

test('it pauses while 4000 records are waiting or in work, however small they are', () => {
  const { work } = createHeldWork();
  work.admit(toFetched(0, 999, Buffer.alloc(0)));
  expect(work.isPaused()).toBe(false);
  work.admit(toFetched(999, 1000, Buffer.alloc(0)));
  expect(work.isPaused()).toBe(true);
});

test('once dropped, what is in work no longer counts and nothing more is taken', async () => {
  const { work, chunks, completed, failures } = createHeldWork();
  work.admit(toFetched(0, 300));
  await turn();
  work.drop();
  let isIdle = false;
  const waitForIdle = async () => {
    await work.idle();
    isIdle = true;
  };
  const idle = waitForIdle();
  await turn();
  // Its writes are still in flight.
  expect(isIdle).toBe(false);
  for (const { finish } of chunks) finish();
  await idle;
  expect(work.committable()).toBe(0n);
  expect(completed).toEqual([]);
  expect(failures).toEqual([]);
  expect(work.admit(toFetched(300, 301))).toEqual({ admitted: 0, redelivered: 0 });
});

test('an unforeseen error stops the work where it is, and is told', async () => {
  const { work, chunks, failures } = createHeldWork();
  work.admit(toFetched(0, 150));
  const error = new TypeError('a bug');
  await turn();
  chunks[0]!.fail(error);
  chunks[1]!.finish();
  await work.idle();
  expect(failures).toEqual([error]);
  expect(work.committable()).toBe(0n);
  work.admit(toFetched(150, 151));
  expect(chunks).toHaveLength(2);
});

test('a restart goes on at another offset, backwards too, and wants it committed', () => {
  const { work } = createHeldWork({ position: 50n });
  work.restartAt(10n);
  expect([work.position(), work.committable(), work.committed()]).toEqual([10n, 10n, -1n]);
  expect(work.admit(toFetched(10, 12))).toEqual({ admitted: 2, redelivered: 0 });
});

test('it is finished when what was handed over is done, whatever waits', async () => {
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition: 0,
    position: 0n,
    processor: {
      async whenReady() {},
      async *process(records) {
        yield { records: records.slice(0, 1), done: Promise.resolve() };
        await new Promise(() => {});
      },
    },
    onCompleted() {},
    onFailed() {},
  });
  work.admit(toFetched(0, 2));
  await turn();
  await work.finished();
  expect(work.committable()).toBe(1n);
  expect(work.pending().records).toBe(1);
});

test('it waits until records may be processed with none of them in hand', async () => {
  const { promise: ready, resolve: makeReady } = Promise.withResolvers<void>();
  const chunks: number[] = [];
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition: 0,
    position: 0n,
    processor: {
      ...inOnePortion(async (records) => void chunks.push(records.length)),
      whenReady: async () => ready,
    },
    onCompleted() {},
    onFailed() {},
  });
  work.admit(toFetched(0, 2));
  await turn();
  expect(chunks).toEqual([]);
  work.admit(toFetched(2, 5));
  makeReady();
  await work.idle();
  expect(chunks).toEqual([5]);
});
