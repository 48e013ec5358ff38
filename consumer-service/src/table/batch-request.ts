import { toJoinedKey } from '../item.ts';
import type { ItemMapping } from '../item-mapping.ts';
import type { TableWrite } from './table-writer.ts';

export type BatchRequest = { items: number; unprocessed: number; seconds: number; capacityUnits: number };

/** One request. Resolves to what DynamoDB has not taken; throws what `classifyTableError` knows. */
export type SendBatch = (writes: readonly TableWrite[]) => Promise<readonly TableWrite[]>;

/** Only texts are of interest: the attributes of the table's key. */
type Attributes = { [name: string]: { S?: string } };
export type WriteRequest = { PutRequest?: { Item?: Attributes }; DeleteRequest?: { Key?: Attributes } };

/** Of DynamoDB's answer, what matters here. */
export type BatchAnswer = {
  UnprocessedItems?: { [tableName: string]: WriteRequest[] };
  ConsumedCapacity?: { CapacityUnits?: number }[];
};

/**
 * The way to DynamoDB and back, of which there are two: `direct-transport.ts` and `sdk-transport.ts`. Ends within
 * 8 s, whatever the table does.
 */
export type BatchTransport = (writes: readonly TableWrite[]) => Promise<BatchAnswer>;

export function createBatchRequests(options: {
  exchange: BatchTransport;
  tableName: string;
  key: ItemMapping['key'];
  onAnswered: (request: BatchRequest) => void;
}): SendBatch {
  const { exchange, tableName, key, onAnswered } = options;

  /** Of no write, when it has no such attributes. */
  function toRequestKey({ PutRequest: put, DeleteRequest: deletion }: WriteRequest): string {
    const attributes = put?.Item ?? deletion?.Key;
    const [first, second] = key.map(({ attribute }) => attributes?.[attribute]?.S ?? '') as [string, string];
    return toJoinedKey(first, second);
  }

  return async (writes) => {
    const startedMs = performance.now();
    const answer = await exchange(writes);
    const returned = answer.UnprocessedItems?.[tableName] ?? [];
    const unprocessed = findWrites(writes, returned.map(toRequestKey));
    const seconds = (performance.now() - startedMs) / 1000;
    const capacityUnits = answer.ConsumedCapacity?.[0]?.CapacityUnits ?? 0;
    onAnswered({ items: writes.length, unprocessed: unprocessed.length, seconds, capacityUnits });
    return unprocessed;
  };
}

function findWrites(writes: readonly TableWrite[], returnedKeys: readonly string[]): readonly TableWrite[] {
  if (returnedKeys.length === 0) return [];
  const keys = new Set(returnedKeys);
  const found = writes.filter(({ key }) => keys.has(key));
  // An answer that names something else is no answer: all of it again, rather than lose what was meant.
  return found.length === keys.size ? found : writes;
}
