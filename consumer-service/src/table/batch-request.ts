import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Item, toItemKey } from '../item.ts';
import type { BatchEntry } from './batches.ts';

export type BatchRequest = { items: number; unprocessed: number; seconds: number };

export type SendBatch = (
  entries: readonly BatchEntry[],
  signal: AbortSignal,
) => Promise<readonly BatchEntry[]>;

/** One BatchWriteItem per call; resolves to the entries DynamoDB has not taken. Throws the SDK's errors. */
export function createBatchRequests(options: {
  client: Pick<DynamoDBDocumentClient, 'send'>;
  tableName: string;
  onAnswered: (request: BatchRequest) => void;
}): SendBatch {
  const { client, tableName, onAnswered } = options;
  return async (entries, signal) => {
    const startedMs = performance.now();
    const requests = entries.map(({ item }) => ({ PutRequest: { Item: item } }));
    const command = new BatchWriteCommand({ RequestItems: { [tableName]: requests } });
    const answer = await client.send(command, { abortSignal: signal });
    const returned = answer.UnprocessedItems?.[tableName] ?? [];
    const unprocessed = findEntries(
      entries,
      returned.map(({ PutRequest: put }) => put?.Item as Item),
    );
    const seconds = (performance.now() - startedMs) / 1000;
    onAnswered({ items: entries.length, unprocessed: unprocessed.length, seconds });
    return unprocessed;
  };
}

function findEntries(entries: readonly BatchEntry[], returned: readonly Item[]): readonly BatchEntry[] {
  const keys = new Set(returned.map(toItemKey));
  const found = entries.filter(({ key }) => keys.has(key));
  // An answer that names something else is no answer: all of it again, rather than lose what was meant.
  return found.length === keys.size ? found : entries;
}
