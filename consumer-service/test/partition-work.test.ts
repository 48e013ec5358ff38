import { expect, test } from 'vitest';
import { createPartitionWork } from '../src/partition-work.ts';
import type { KafkaRecord } from '../src/record.ts';
import { createRecord } from './doubles.ts';

/** Processing waits until the test lets it go on. */
function createHeldWork({ position = 0n, now = Date.now } = {}) {
  const chunks: { records: readonly KafkaRecord[]; finish: () => void; fail: (error: unknown) => void }[] =
    [];
  const failures: unknown[] = [];
  const completed: number[] = [];
  const work = createPartitionWork({
    partition: 0,
    position,
    async process(records) {
      const { promise, resolve: finish, reject: fail } = Promise.withResolvers<void>();
      chunks.push({ records, finish, fail });
      return promise;
    },
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

test('nothing is committable before it is done', async () => {
  const { work, chunks, completed } = createHeldWork();
  work.admit(toFetched(0, 3));
  expect(work.committable()).toBe(0n);
  expect(work.position()).toBe(3n);
  expect(work.lag()).toBe(1000n);
  chunks[0]!.finish();
  await work.idle();
  expect(work.committable()).toBe(3n);
  expect(work.lag()).toBe(997n);
  expect(completed).toEqual([3]);
  expect(work.pending()).toEqual({ records: 0, bytes: 0 });
});

test('records are handed on in order, one chunk after the other', async () => {
  const { work, chunks } = createHeldWork();
  work.admit(toFetched(0, 1));
  work.admit(toFetched(1, 400));
  expect(chunks).toHaveLength(1);
  for (let done = 0; done < 3; done++) {
    chunks[done]!.finish();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(chunks.map(({ records }) => records.length)).toEqual([1, 250, 149]);
  expect(chunks.flatMap(({ records }) => records.map(({ offset }) => Number(offset)))).toEqual([
    ...Array(400).keys(),
  ]);
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
  chunks[0]!.finish();
  await work.idle();
  expect(work.isPaused()).toBe(false);
});

test('once dropped, what is in work no longer counts and nothing more is taken', async () => {
  const { work, chunks, completed, failures } = createHeldWork();
  work.admit(toFetched(0, 300));
  work.drop();
  chunks[0]!.finish();
  await work.idle();
  expect(work.committable()).toBe(0n);
  expect(completed).toEqual([]);
  expect(chunks).toHaveLength(1);
  expect(failures).toEqual([]);
  expect(work.admit(toFetched(300, 301))).toEqual({ admitted: 0, redelivered: 0 });
});

test('an unforeseen error stops the work where it is, and is told', async () => {
  const { work, chunks, failures } = createHeldWork();
  work.admit(toFetched(0, 300));
  const error = new TypeError('a bug');
  chunks[0]!.fail(error);
  await work.idle();
  expect(failures).toEqual([error]);
  expect(work.committable()).toBe(0n);
  expect(chunks).toHaveLength(1);
});

test('a restart goes on at another offset, backwards too, and wants it committed', () => {
  const { work } = createHeldWork({ position: 50n });
  work.restartAt(10n);
  expect([work.position(), work.committable(), work.committed()]).toEqual([10n, 10n, -1n]);
  expect(work.admit(toFetched(10, 12))).toEqual({ admitted: 2, redelivered: 0 });
});

test('the oldest record that is not done is known by its own time and by when it came', async () => {
  let nowMs = 50;
  const { work, chunks } = createHeldWork({ now: () => nowMs });
  expect(work.oldestPending()).toBeUndefined();
  work.admit(toFetched(0, 2));
  nowMs = 60;
  work.admit(toFetched(2, 4));
  expect(work.oldestPending()).toMatchObject({ timestampMs: 1000, admittedAtMs: 50 });
  chunks[0]!.finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(work.oldestPending()).toMatchObject({ admittedAtMs: 60 });
  chunks[1]!.finish();
  await work.idle();
  expect(work.oldestPending()).toBeUndefined();
});
