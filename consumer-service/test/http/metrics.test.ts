import { expect, test } from 'vitest';
import { toPendingLimits } from '../../src/fetch-limits.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createPartitionWork, type PartitionWork } from '../../src/partition-work.ts';
import type { Standstill } from '../../src/status.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

function createBusyWork(partition: number): PartitionWork {
  const work = createPartitionWork({
    limits: () => toPendingLimits(1),
    partition,
    position: 0n,
    processor: inOnePortion(async () => new Promise(() => {})),
    onCompleted() {},
    onFailed() {},
  });
  const records = [createRecord(0, { value: Buffer.alloc(100) }), createRecord(1, { value: null })];
  work.admit({ records, nextOffset: 2n, highWatermark: 10n });
  return work;
}

function createTestMetrics(works: () => PartitionWork[] = () => [], waitingFor: Standstill[] = []) {
  return createMetrics({ works, waitingFor: () => waitingFor });
}

test('a partition is shown with what is fetched, not done and still to come', async () => {
  const { registry } = createTestMetrics(() => [createBusyWork(3)]);
  const text = await registry.metrics();
  expect(text).toContain('glueline_lag_records{partition="3"} 10\n');
  expect(text).toContain('glueline_pending_records{partition="3"} 2\n');
  expect(text).toContain('glueline_partition_paused{partition="3"} 0\n');
  // Its records are of the second 1 of 1970.
  expect(Number(/^glueline_lag_seconds\{partition="3"\} (.+)$/m.exec(text)?.[1])).toBeGreaterThan(1.7e9);
  expect(text).toContain('glueline_pending_bytes{partition="3"} 500\n');
});

test('a partition that was taken away is not shown any more', async () => {
  let works = [createBusyWork(0), createBusyWork(1)];
  const { registry } = createTestMetrics(() => works);
  expect(await registry.metrics()).toContain('glueline_lag_records{partition="0"}');
  works = works.slice(1);
  const text = await registry.metrics();
  expect(text).not.toContain('partition="0"');
  expect(text).toContain('glueline_lag_records{partition="1"}');
});

test('counters stand at 0 before anything happens, so that a first rise can be seen', async () => {
  const text = await createTestMetrics().registry.metrics();
  expect(text).toContain('glueline_records_read_total 0\n');
  expect(text).toContain('glueline_unprocessed_items_total 0\n');
});

test('two services in one process do not share their metrics', async () => {
  const [first, second] = [createTestMetrics(), createTestMetrics()];
  first.batches.inc();
  expect(await second.registry.metrics()).toContain('glueline_batches_total 0\n');
});

test('what is waited for is shown with how long it has been away', async () => {
  const sinceMs = Date.now() - 90_000;
  const table = { dependency: 'table', cause: 'table_timeout', attempts: 9, sinceMs, lastAttemptMs: sinceMs };
  const text = await createTestMetrics(undefined, [table]).registry.metrics();
  expect(text).toMatch(/^glueline_waiting_seconds\{dependency="table"\} 9\d\./m);
});

test('the version that runs is a label', async () => {
  expect(await createTestMetrics().registry.metrics()).toContain(
    `glueline_build_info{version="0.1.0",node="${process.version}"} 1\n`,
  );
});
