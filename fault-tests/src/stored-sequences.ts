import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

/** Of every item of the table, by the key that the ledger gives it: which record of the load it is. */
export async function readSequences(
  table: DynamoDBDocumentClient,
  tableName: string,
): Promise<Map<string, number>> {
  const items = new Map<string, number>();
  const pages = paginateScan({ client: table }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items: page = [] } of pages) {
    for (const { deviceId, timestamp, sequence } of page)
      items.set(`${deviceId} ${timestamp}`, Number(sequence));
  }
  return items;
}
