import { expect, test } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';
import { createPartitionWork, type PartitionWork } from '../../src/partition-work.ts';
import { createRecord, inOnePortion } from '../doubles.ts';

function createBusyWork(partition: number): PartitionWork {
  const work = createPartitionWork({
    partition,
    position: 0n,
    process: inOnePortion(async () => new Promise(() => {})),
    onCompleted() {},
    onFailed() {},
  });
  const records = [createRecord(0, { value: Buffer.alloc(100) }), createRecord(1, { value: null })];
  work.admit({ records, nextOffset: 2n, highWatermark: 10n });
  return work;
}

test('a partition is shown with what is fetched, not done and still to come', async () => {
  const { registry } = createMetrics(() => [createBusyWork(3)]);
  const text = await registry.metrics();
  expect(text).toContain('glueline_lag_records{partition="3"} 10\n');
  expect(text).toContain('glueline_pending_records{partition="3"} 2\n');
  expect(text).toContain('glueline_pending_bytes{partition="3"} 500\n');
});

test('a partition that was taken away is not shown any more', async () => {
  let works = [createBusyWork(0), createBusyWork(1)];
  const { registry } = createMetrics(() => works);
  expect(await registry.metrics()).toContain('glueline_lag_records{partition="0"}');
  works = works.slice(1);
  const text = await registry.metrics();
  expect(text).not.toContain('partition="0"');
  expect(text).toContain('glueline_lag_records{partition="1"}');
});

test('counters stand at 0 before anything happens, so that a first rise can be seen', async () => {
  const text = await createMetrics(() => []).registry.metrics();
  expect(text).toContain('glueline_records_read_total 0\n');
  expect(text).toContain('glueline_unprocessed_items_total 0\n');
});

test('two services in one process do not share their metrics', async () => {
  const [first, second] = [createMetrics(() => []), createMetrics(() => [])];
  first.batches.inc();
  expect(await second.registry.metrics()).toContain('glueline_batches_total 0\n');
});
