import type { Item } from '../item.ts';
import { toItemKey } from '../item.ts';
import { toItemBytes } from '../item-size.ts';

/** DynamoDB's limit of one BatchWriteItem. */
const MAX_BATCH_ITEMS = 25;
/**
 * DynamoDB's limit is 16 MB as sent. On the wire an attribute of two bytes may take 18, so this many bytes as
 * stored never reach it; one item of the largest size always fits.
 */
const MAX_BATCH_BYTES = 1.5 * 1024 * 1024;

/** An item on its way. `replaced` is an older one of the same key, which it makes unnecessary once it is stored. */
export type BatchEntry = { index: number; key: string; item: Item; bytes: number; replaced?: BatchEntry };

/**
 * Splits items into batches of distinct keys, to be written one after the other. A later item of a key that is
 * still in the open batch takes the earlier one's place.
 */
export function toBatches(items: readonly Item[]): BatchEntry[][] {
  const batches: BatchEntry[][] = [];
  let open = new Map<string, BatchEntry>();
  let openBytes = 0;

  function close(): void {
    if (open.size > 0) batches.push([...open.values()]);
    open = new Map();
    openBytes = 0;
  }

  for (const [index, item] of items.entries()) {
    const entry: BatchEntry = { index, key: toItemKey(item), item, bytes: toItemBytes(item) };
    const replaced = open.get(entry.key);
    const addedBytes = entry.bytes - (replaced?.bytes ?? 0);
    const addedItems = replaced === undefined ? 1 : 0;
    const fits = open.size + addedItems <= MAX_BATCH_ITEMS && openBytes + addedBytes <= MAX_BATCH_BYTES;
    if (fits) {
      open.set(entry.key, replaced === undefined ? entry : { ...entry, replaced });
      openBytes += addedBytes;
    } else {
      close();
      open.set(entry.key, entry);
      openBytes = entry.bytes;
    }
  }
  close();
  return batches;
}
