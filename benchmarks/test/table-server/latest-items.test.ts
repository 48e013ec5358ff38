import { expect, test } from 'vitest';
import { createLatestItems } from '../../src/table-server/latest-items.ts';
import type { Workload } from '../../src/workload/workload.ts';

const WORKLOAD: Workload = {
  kind: 'state',
  recordCount: 30,
  partitionCount: 1,
  deviceCount: 10,
  paddingBytes: 0,
  versionCount: 1,
};

test('a key is current when it holds its last record', () => {
  const latest = createLatestItems(WORKLOAD);
  for (const sequence of [0, 10, 20, 1, 11]) latest.store(sequence);
  expect(latest.read()).toEqual({ keys: 2, currentKeys: 1, staleWrites: 0 });
});

test('an older record that arrives later replaces the newer one, as in DynamoDB, and is counted', () => {
  const latest = createLatestItems(WORKLOAD);
  for (const sequence of [0, 20, 10]) latest.store(sequence);
  expect(latest.read()).toEqual({ keys: 1, currentKeys: 0, staleWrites: 1 });
});

test('the same record twice is no stale write', () => {
  const latest = createLatestItems(WORKLOAD);
  for (const sequence of [20, 20]) latest.store(sequence);
  expect(latest.read()).toEqual({ keys: 1, currentKeys: 1, staleWrites: 0 });
});
