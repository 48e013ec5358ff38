import { expect, test } from 'vitest';
import { toJoinedKey } from '../../src/item.ts';
import { toMapping } from '../../src/mapping-settings.ts';
import { type BatchAnswer, createBatchRequests, type WriteRequest } from '../../src/table/batch-request.ts';
import type { TableWrite } from '../../src/table/table-writer.ts';
import { createDelete, createPut } from './writes.ts';

const { key } = toMapping({ PARTITION_KEY: 'id', SORT_KEY: 'at' });
const named = (write: TableWrite) => ({ ...write, key: toJoinedKey(write.key, 't') });
const writes = [createPut('a'), createDelete('b'), createPut('c')].map(named);
const attributes = (id: string) => ({ id: { S: id }, at: { S: 't' } });

function createRequests(unprocessed: WriteRequest[]) {
  const sent: (readonly TableWrite[])[] = [];
  const answered: unknown[] = [];
  const send = createBatchRequests({
    async exchange(given): Promise<BatchAnswer> {
      sent.push(given);
      return unprocessed.length === 0
        ? { ConsumedCapacity: [{ CapacityUnits: 4 }] }
        : { UnprocessedItems: { readings: unprocessed } };
    },
    tableName: 'readings',
    key,
    onAnswered: ({ items, unprocessed: left, capacityUnits }) =>
      answered.push({ items, left, capacityUnits }),
  });
  return { send, sent, answered };
}

test('all puts and deletes of a batch go in one request', async () => {
  const { send, sent, answered } = createRequests([]);
  expect(await send(writes)).toEqual([]);
  expect(sent).toEqual([writes]);
  expect(answered).toEqual([{ items: 3, left: 0, capacityUnits: 4 }]);
});

test('what DynamoDB gives back is found again by its key, in the order it was sent', async () => {
  const { send, answered } = createRequests([
    { PutRequest: { Item: attributes('c') } },
    { DeleteRequest: { Key: attributes('b') } },
  ]);
  expect(await send(writes)).toEqual([writes[1], writes[2]]);
  expect(answered).toEqual([{ items: 3, left: 2, capacityUnits: 0 }]);
});

test.each([
  ['an item nobody sent', { PutRequest: { Item: attributes('z') } }],
  ['no key at all', {}],
])('an answer that names %s makes all of them be sent again', async (_what, request) => {
  const { send } = createRequests([{ PutRequest: { Item: attributes('a') } }, request]);
  expect(await send(writes)).toEqual(writes);
});
