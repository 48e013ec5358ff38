import type { ItemRefusedError } from '../errors.ts';

/**
 * A complete item to put, or the key of one to delete. Either says all there is to say about its key, so the later
 * of two writes of a key makes the earlier one unnecessary.
 */
export type TableWrite = {
  kind: 'put' | 'delete';
  /** Says which writes are of one and the same item. */
  key: string;
  /** The item or its key as DynamoDB's API has it, in UTF-8. */
  json: Uint8Array;
  /** As DynamoDB counts them. */
  bytes: number;
};

/** `index` into the writes that were given. */
export type RefusedWrite = { index: number; error: ItemRefusedError };

/**
 * The one way into the table; another way of writing, such as "newer wins", is another implementation.
 *
 * Promises of every implementation: writes of one key land in the order they are given, over all calls, whether or
 * not the callers wait for each other; two writes of one key are never in flight together; `write` takes its place
 * in that order before it returns, and resolves only when each write is stored or refused for good. It waits for
 * that however long the table is away, until the signal aborts, whose reason it then throws as soon as none of its
 * writes is in flight any more.
 */
export type TableWriter = {
  write(writes: readonly TableWrite[], signal: AbortSignal): Promise<RefusedWrite[]>;
  /** Resolves when there is memory for more; throws the signal's reason when it aborts first. */
  room(signal: AbortSignal): Promise<void>;
};
