import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamodbClient } from '../aws/clients.ts';
import { NAMES } from '../names.ts';
import type { RealParts } from '../real-parts.ts';

export type Item = Record<string, unknown>;
export type ItemKey = { deviceId: string; timestamp: string };

/**
 * Generous: after a kill -9 of the consumer the group waits for the dead member's session before the next one
 * gets its partitions.
 */
const STORED_DEADLINE_MS = 60_000;
const POLL_MS = 50;

export class NotStoredError extends Error {
  override name = 'NotStoredError' as const;
}

/** Polls until the item is there. Throws NotStoredError at the deadline. */
export async function waitForItem(
  parts: RealParts,
  key: ItemKey,
  { signal, deadlineMs = STORED_DEADLINE_MS }: { signal?: AbortSignal; deadlineMs?: number } = {},
): Promise<Item> {
  const client = createDynamodbClient(parts);
  // The pipeline here stores doubles only; by default a large one comes as a bigint, or throws.
  const table = DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: Number } });
  const { deviceId, timestamp } = key;
  const get = new GetCommand({
    TableName: NAMES.tableName,
    Key: { deviceId, timestamp },
    ConsistentRead: true,
  });
  const endMs = performance.now() + deadlineMs;
  try {
    for (;;) {
      const { Item: item } = await table.send(get);
      if (item !== undefined) return item;
      if (performance.now() > endMs) throw new NotStoredError(`no item after ${deadlineMs / 1000} s`);
      await delay(POLL_MS, undefined, signal === undefined ? {} : { signal });
    }
  } finally {
    client.destroy();
  }
}
