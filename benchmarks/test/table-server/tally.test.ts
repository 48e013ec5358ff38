import { expect, test } from 'vitest';
import { createLatestItems } from '../../src/table-server/latest-items.ts';
import { createTally } from '../../src/table-server/tally.ts';
import { type Workload } from '../../src/workload/workload.ts';
import { toWireItem } from '../wire-item.ts';

const WORKLOAD: Workload = {
  kind: 'state',
  recordCount: 200,
  partitionCount: 1,
  deviceCount: 100,
  paddingBytes: 0,
  versionCount: 1,
};

function toBatch(sequences: readonly number[], change: object = {}): Buffer {
  const requests = sequences.map((sequence) => ({
    PutRequest: { Item: { ...toWireItem(WORKLOAD, sequence), ...change } },
  }));
  return Buffer.from(JSON.stringify({ RequestItems: { table: requests } }));
}

test('counts all, compares one batch in 64, and keeps the time of the first and the last', () => {
  const tally = createTally(WORKLOAD, undefined);
  for (let batch = 0; batch < 65; batch++) tally.add('BatchWriteItem', toBatch([1, 2]), 1000 + batch);
  expect(tally.read()).toEqual({
    requests: 65,
    items: 130,
    compared: 4,
    different: 0,
    firstItemNs: 1000,
    lastItemNs: 1064,
    keys: 0,
    currentKeys: 0,
    staleWrites: 0,
  });
});

test('compares every item where the order counts, and tells wrong ones', () => {
  const tally = createTally(WORKLOAD, createLatestItems(WORKLOAD));
  tally.add('BatchWriteItem', toBatch([101]), 1);
  tally.add('BatchWriteItem', toBatch([1, 2], { site: { S: 'elsewhere' } }), 2);
  expect(tally.read()).toMatchObject({ items: 3, compared: 3, different: 2, keys: 2, staleWrites: 1 });
});
