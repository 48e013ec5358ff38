import { isRightItem, readSequence, type WireItem } from '../workload/check-item.ts';
import type { Workload } from '../workload/workload.ts';
import type { LatestItems } from './latest-items.ts';
import { countItems, type Operation, parseItems } from './request-items.ts';
import type { Counts } from './table-protocol.ts';

/** Comparing an item costs more than the rest of its way through the server. */
const COMPARE_EVERY_BATCHES = 64;
const COMPARE_EVERY_PUTS = 16;

/** Counts what arrives. `latest` compares every item and keeps the last of each key; without it one in 64 batches is. */
export function createTally(workload: Workload, latest: LatestItems | undefined) {
  let requests = 0;
  let items = 0;
  let compared = 0;
  let different = 0;
  let firstItemNs = 0;
  let lastItemNs = 0;

  function compare(item: WireItem): void {
    compared += 1;
    if (!isRightItem(item, workload)) different += 1;
    latest?.store(readSequence(item));
  }

  return {
    add(operation: Operation, body: Buffer, nowNs: number): void {
      const every = operation === 'PutItem' ? COMPARE_EVERY_PUTS : COMPARE_EVERY_BATCHES;
      if (latest !== undefined || requests % every === 0) parseItems(operation, body).forEach(compare);
      requests += 1;
      items += countItems(operation, body);
      if (firstItemNs === 0) firstItemNs = nowNs;
      lastItemNs = nowNs;
    },
    read(): Counts {
      const ordered = latest?.read() ?? { keys: 0, currentKeys: 0, staleWrites: 0 };
      return { requests, items, compared, different, firstItemNs, lastItemNs, ...ordered };
    },
  };
}
