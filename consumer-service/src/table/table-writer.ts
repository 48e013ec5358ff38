import type { ItemRefusedError } from '../errors.ts';
import type { Item } from '../item.ts';

/** `index` into the items that were given. */
export type RefusedItem = { index: number; error: ItemRefusedError };

/**
 * The one way into the table; another way of writing, such as "newer wins", is another implementation.
 *
 * Promises of every implementation: items of one key land in the order they are given, over all calls; two writes
 * of one key are never in flight together; `write` resolves only when each item is stored or refused for good, and
 * otherwise waits, however long the table is away, until the signal aborts, whose reason it then throws.
 */
export type TableWriter = {
  write(items: readonly Item[], signal: AbortSignal): Promise<RefusedItem[]>;
};
