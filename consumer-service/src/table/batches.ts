import type { LaneEntry, Lanes } from './lanes.ts';

/** DynamoDB's limit of one BatchWriteItem. */
const MAX_BATCH_WRITES = 25;
/**
 * DynamoDB's limit is 16 MB as sent. On the wire an attribute of two bytes may take 18, so this many bytes as
 * stored never reach it; one item of the largest size always fits.
 */
const MAX_BATCH_BYTES = 1.5 * 1024 * 1024;

/** Whether the next batch leaves nothing to wait for. Looks at the bytes only of what would not fill it by number. */
export function fillsBatch(lanes: Pick<Lanes<LaneEntry>, 'ready' | 'readyBytes'>): boolean {
  return lanes.ready() >= MAX_BATCH_WRITES || lanes.readyBytes() > MAX_BATCH_BYTES;
}

/** The next batch: as many lanes as fit, one write of each, so its keys are distinct. Empty when none is ready. */
export function takeBatch<Entry extends LaneEntry>(lanes: Pick<Lanes<Entry>, 'peek' | 'take'>): Entry[] {
  const batch: Entry[] = [];
  let bytes = 0;
  while (batch.length < MAX_BATCH_WRITES) {
    const next = lanes.peek();
    if (next === undefined) break;
    bytes += next.write.bytes;
    if (batch.length > 0 && bytes > MAX_BATCH_BYTES) break;
    batch.push(lanes.take()!);
  }
  return batch;
}
