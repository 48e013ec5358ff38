import { ItemRefusedError } from '../errors.ts';
import type { Item } from '../item.ts';
import type { Outage } from '../outage.ts';
import type { SendBatch } from './batch-request.ts';
import { type BatchEntry, toBatches } from './batches.ts';
import { classifyTableError } from './classify-error.ts';
import type { RefusedItem, TableWriter } from './table-writer.ts';

type Refusal = { entry: BatchEntry; error: ItemRefusedError };

/**
 * Writes batches one at a time, over all callers: that alone keeps two writes of a key from being in flight
 * together. Writing several at once, in lanes by key, is a later implementation.
 */
export function createBatchTableWriter(options: {
  send: SendBatch;
  outage: Outage;
  onStored: (stored: { items: number; replaced: number }) => void;
}): TableWriter {
  const { send, outage, onStored } = options;
  let lastTurn: Promise<unknown> = Promise.resolve();

  async function writeAll(items: readonly Item[], signal: AbortSignal): Promise<RefusedItem[]> {
    const batches = toBatches(items);
    const refusals: Refusal[] = [];
    for (const batch of batches) refusals.push(...(await writeBatch(batch, signal)));
    const sent = batches.reduce((sum, batch) => sum + batch.length, 0);
    onStored({ items: items.length - refusals.length, replaced: items.length - sent });
    return refusals.map(({ entry, error }) => ({ index: entry.index, error }));
  }

  /** Until all of it is stored, except for what it answers. */
  async function writeBatch(batch: readonly BatchEntry[], signal: AbortSignal): Promise<Refusal[]> {
    let remaining = batch;
    for (let failures = 0; ; failures++) {
      signal.throwIfAborted();
      try {
        const unprocessed = await send(remaining, signal);
        if (unprocessed.length === 0) break;
        // Some were taken: the table is answering, so the wait starts small again.
        if (unprocessed.length < remaining.length) failures = 0;
        remaining = unprocessed;
        await outage.wait({ cause: 'table_unprocessed_items' }, failures, signal);
      } catch (error) {
        signal.throwIfAborted();
        const { kind, cause } = classifyTableError(error);
        if (kind === 'refused') return isolate(remaining, error, signal);
        await outage.wait({ cause: `table_${cause}`, error }, failures, signal);
      }
    }
    outage.recovered();
    return [];
  }

  /** DynamoDB refuses a batch as a whole and does not say for which item: halve it until one is left. */
  async function isolate(entries: readonly BatchEntry[], cause: unknown, signal: AbortSignal) {
    const [first] = entries;
    if (first !== undefined && entries.length === 1) {
      const error = new ItemRefusedError('DynamoDB refuses to store the item', { cause });
      // What it would have replaced is wanted after all.
      const older = first.replaced === undefined ? [] : await writeBatch([first.replaced], signal);
      return [...older, { entry: first, error }];
    }
    const middle = Math.ceil(entries.length / 2);
    const left = await writeBatch(entries.slice(0, middle), signal);
    return [...left, ...(await writeBatch(entries.slice(middle), signal))];
  }

  return {
    async write(items, signal) {
      const turn = lastTurn.then(async () => writeAll(items, signal));
      // The next in line waits for the end of this turn, however it ends.
      lastTurn = turn.catch(() => {});
      return turn;
    },
  };
}
