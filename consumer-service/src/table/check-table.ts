import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import { StartError } from '../errors.ts';
import type { ItemMapping } from '../item-mapping.ts';

const KEY_TYPES = ['HASH', 'RANGE'] as const;
const USABLE_STATUSES = new Set(['ACTIVE', 'UPDATING']);

/** Throws StartError when the table is not there or has another key, and the SDK's error when nobody answers. */
export async function checkTable(
  client: Pick<DynamoDBClient, 'send'>,
  tableName: string,
  key: ItemMapping['key'],
) {
  const { Table: table } = await client
    .send(new DescribeTableCommand({ TableName: tableName }))
    .catch((error: unknown) => {
      throw toStartError(tableName, error);
    });
  const expected = key.map(({ attribute }, index) => `${attribute} (${KEY_TYPES[index]}, S)`).join(', ');
  const received = describeKey(table);
  if (received !== expected) {
    throw new StartError(
      `table ${tableName} must have the key ${expected} (received ${received}): check PARTITION_KEY and SORT_KEY`,
    );
  }
  const status = table?.TableStatus ?? 'no status';
  if (!USABLE_STATUSES.has(status)) throw new Error(`table ${tableName} is ${status}`);
}

function describeKey(table: TableDescription | undefined): string {
  const types = new Map(table?.AttributeDefinitions?.map((each) => [each.AttributeName, each.AttributeType]));
  const keys = table?.KeySchema?.map(
    ({ AttributeName: name, KeyType: keyType }) => `${name} (${keyType}, ${types.get(name)})`,
  );
  return keys?.join(', ') ?? 'no key';
}

function toStartError(tableName: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  switch (error.name) {
    case 'ResourceNotFoundException':
      return new StartError(`table ${tableName} does not exist: check TABLE_NAME and AWS_REGION`, {
        cause: error,
      });
    case 'AccessDeniedException':
      return new StartError(`not allowed to describe table ${tableName}: check the task role's policy`, {
        cause: error,
      });
    default:
      return error;
  }
}
