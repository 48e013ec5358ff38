import { expect, test } from 'vitest';
import { type Assignment, createAssignment } from '../../src/kafka/assignment.ts';
import { createPartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

const settle = async () => new Promise((resolve) => setImmediate(resolve));

/** Positions and processing wait until the test lets them go on; fetching lasts until it is aborted. */
function createHeldAssignment() {
  const log: string[] = [];
  const reads: { answer: () => void; fail: (error: Error) => void }[] = [];
  const chunks: (() => void)[] = [];
  const failures: unknown[] = [];
  const assignment: Assignment = createAssignment({
    async readPositions(partitions) {
      log.push(`read ${partitions.join()}`);
      const { promise, resolve: answer, reject: fail } = Promise.withResolvers<void>();
      reads.push({ answer, fail });
      await promise;
      return new Map(partitions.map((partition) => [partition, 5n]));
    },
    createWork: (partition, position) =>
      createPartitionWork({
        partition,
        position,
        process: inOnePortion(async () => new Promise<void>((resolve) => chunks.push(resolve))),
        onCompleted() {},
        onFailed() {},
      }),
    async fetch(works, signal) {
      log.push(`fetch ${[...works.keys()].join()}`);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      log.push('fetch ended');
    },
    onWorking: (positions) => log.push(`working ${[...positions].map(([key, at]) => `${key}@${at}`).join()}`),
    onFailed: (error) => failures.push(error),
  });
  const admit = () => {
    const [work] = assignment.works();
    work!.admit({ records: [createRecord(5)], nextOffset: 6n, highWatermark: 6n });
    return work!;
  };
  return { assignment, log, reads, chunks, failures, admit };
}

test('positions are read before anything is fetched', async () => {
  const { assignment, log, reads } = createHeldAssignment();
  assignment.take([0, 1]);
  await settle();
  expect(log).toEqual(['read 0,1']);
  expect([...assignment.works()]).toEqual([]);
  reads[0]!.answer();
  await settle();
  expect(log).toEqual(['read 0,1', 'working 0@5,1@5', 'fetch 0,1']);
  expect([...assignment.works()].map((work) => work.position())).toEqual([5n, 5n]);
});

test('the next assignment reads its positions only when the work of the last has ended', async () => {
  const { assignment, log, reads, chunks, admit } = createHeldAssignment();
  assignment.take([0]);
  await settle();
  reads[0]!.answer();
  await settle();
  const work = admit();

  assignment.take([0]);
  await settle();
  expect(log).toEqual(['read 0', 'working 0@5', 'fetch 0', 'fetch ended']);
  chunks[0]!();
  await settle();
  expect(log.at(-1)).toBe('read 0');
  // It ended after it was released: written perhaps, but no longer this member's to count as done.
  expect(work.committable()).toBe(5n);
});

test('an assignment that was taken back before its positions came is never fetched', async () => {
  const { assignment, log, reads, failures } = createHeldAssignment();
  assignment.take([0]);
  await settle();
  assignment.release();
  reads[0]!.answer();
  await settle();
  expect(log).toEqual(['read 0']);
  expect(failures).toEqual([]);
});

test('a stop fetches nothing more, works through what is there and refuses later assignments', async () => {
  const { assignment, log, reads, chunks, admit } = createHeldAssignment();
  assignment.take([0]);
  await settle();
  reads[0]!.answer();
  await settle();
  const work = admit();
  assignment.stopFetching();
  let isIdle = false;
  const idle = assignment.idle().then(() => (isIdle = true));
  await settle();
  expect(log.at(-1)).toBe('fetch ended');
  expect(isIdle).toBe(false);
  chunks[0]!();
  await idle;
  expect(work.committable()).toBe(6n);

  assignment.take([1]);
  await settle();
  expect(log.filter((line) => line.startsWith('read'))).toEqual(['read 0']);
});

test('positions that cannot be read are told, unless they are not wanted any more', async () => {
  const { assignment, reads, failures } = createHeldAssignment();
  assignment.take([0]);
  await settle();
  reads[0]!.fail(new Error('no leader'));
  await settle();
  expect(failures).toEqual([new Error('no leader')]);

  assignment.take([0]);
  await settle();
  assignment.release();
  reads[1]!.fail(new Error('too late to matter'));
  await settle();
  expect(failures).toHaveLength(1);
});
