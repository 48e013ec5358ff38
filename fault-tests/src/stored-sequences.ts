import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { DEVICE_IDS } from './load.ts';

/** Without one, DynamoDB Local takes seconds for a page. */
const PAGE_ITEMS = 500;

/** Of every item of the load, by the key that the ledger gives it: which record it is. */
export async function readSequences(
  table: DynamoDBDocumentClient,
  tableName: string,
): Promise<Map<string, number>> {
  const items = new Map<string, number>();
  for (const deviceId of DEVICE_IDS) {
    for await (const { timestamp, sequence } of readDevice(table, tableName, deviceId)) {
      items.set(`${deviceId} ${timestamp}`, sequence);
    }
  }
  return items;
}

export async function countItems(
  table: DynamoDBDocumentClient,
  tableName: string,
  deviceId: string,
): Promise<number> {
  let count = 0;
  for await (const _ of readDevice(table, tableName, deviceId)) count += 1;
  return count;
}

async function* readDevice(client: DynamoDBDocumentClient, tableName: string, deviceId: string) {
  const pages = paginateQuery(
    { client, pageSize: PAGE_ITEMS },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'deviceId = :deviceId',
      ExpressionAttributeValues: { ':deviceId': deviceId },
      // Both names are words of the query language.
      ExpressionAttributeNames: { '#timestamp': 'timestamp', '#sequence': 'sequence' },
      ProjectionExpression: '#timestamp, #sequence',
    },
  );
  for await (const { Items: items = [] } of pages) {
    for (const { timestamp, sequence } of items) {
      yield { timestamp: String(timestamp), sequence: Number(sequence) };
    }
  }
}
