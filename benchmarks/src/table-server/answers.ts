/** What DynamoDB says, as far as clients look at it. */
export const STORED = { BatchWriteItem: '{"UnprocessedItems":{}}', PutItem: '{}' } as const;

export const TABLE_DESCRIPTION = JSON.stringify({
  Table: {
    TableName: 'benchmark',
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'deviceId', KeyType: 'HASH' },
      { AttributeName: 'timestamp', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'deviceId', AttributeType: 'S' },
      { AttributeName: 'timestamp', AttributeType: 'S' },
    ],
  },
});
