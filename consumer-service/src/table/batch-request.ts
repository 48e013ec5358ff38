import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withinDeadline } from '../deadline.ts';
import type { Item } from '../item.ts';
import type { TableWrite } from './table-writer.ts';

export type BatchRequest = { items: number; unprocessed: number; seconds: number; capacityUnits: number };

/** One request. Resolves to what DynamoDB has not taken; throws the SDK's errors, or DeadlineError. */
export type SendBatch = (writes: readonly TableWrite[]) => Promise<readonly TableWrite[]>;

/** Beyond the client's own timeout, which ends with the first bytes of an answer: the rest may never come. */
const REQUEST_DEADLINE_MS = 8000;

type WriteRequest = { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } };

export function createBatchRequests(options: {
  client: Pick<DynamoDBDocumentClient, 'send'>;
  tableName: string;
  toKey: (attributes: Item) => string;
  onAnswered: (request: BatchRequest) => void;
}): SendBatch {
  const { client, tableName, toKey, onAnswered } = options;
  return async (writes) => {
    const startedMs = performance.now();
    const command = new BatchWriteCommand({
      RequestItems: { [tableName]: writes.map(toRequest) },
      ReturnConsumedCapacity: 'TOTAL',
    });
    const answer = await withinDeadline(client.send(command), {
      what: 'BatchWriteItem',
      deadlineMs: REQUEST_DEADLINE_MS,
    });
    const returned = (answer.UnprocessedItems?.[tableName] ?? []) as WriteRequest[];
    const unprocessed = findWrites(writes, returned, toKey);
    const seconds = (performance.now() - startedMs) / 1000;
    const capacityUnits = answer.ConsumedCapacity?.[0]?.CapacityUnits ?? 0;
    onAnswered({ items: writes.length, unprocessed: unprocessed.length, seconds, capacityUnits });
    return unprocessed;
  };
}

function toRequest({ kind, attributes }: TableWrite): WriteRequest {
  return kind === 'put' ? { PutRequest: { Item: attributes } } : { DeleteRequest: { Key: attributes } };
}

function findWrites(
  writes: readonly TableWrite[],
  returned: readonly WriteRequest[],
  toKey: (attributes: Item) => string,
): readonly TableWrite[] {
  if (returned.length === 0) return [];
  const keys = new Set(
    returned.map(({ PutRequest: put, DeleteRequest: deletion }) => toKey(put?.Item ?? deletion?.Key ?? {})),
  );
  const found = writes.filter(({ key }) => keys.has(key));
  // An answer that names something else is no answer: all of it again, rather than lose what was meant.
  return found.length === keys.size ? found : writes;
}
