import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createBatchRequests } from '../../src/table/batch-request.ts';
import { createDelete, createPut } from './writes.ts';

const writes = [createPut('a'), createDelete('b'), createPut('c')];
const requests = [
  { PutRequest: { Item: { id: 'a' } } },
  { DeleteRequest: { Key: { id: 'b' } } },
  { PutRequest: { Item: { id: 'c' } } },
];

function createRequests(unprocessed: readonly object[]) {
  const commands: BatchWriteCommand['input'][] = [];
  const answered: unknown[] = [];
  const client = {
    async send(command: BatchWriteCommand) {
      commands.push(command.input);
      const capacity = { ConsumedCapacity: [{ TableName: 'readings', CapacityUnits: 4 }] };
      return unprocessed.length === 0 ? capacity : { UnprocessedItems: { readings: unprocessed } };
    },
  };
  const send = createBatchRequests({
    client: client as never,
    tableName: 'readings',
    toKey: ({ id }) => id as string,
    onAnswered: ({ items: sent, unprocessed: left, capacityUnits }) =>
      answered.push({ sent, left, capacityUnits }),
  });
  return { send, commands, answered };
}

test('all puts and deletes of a batch go in one request', async () => {
  const { send, commands, answered } = createRequests([]);
  expect(await send(writes)).toEqual([]);
  expect(commands).toEqual([{ RequestItems: { readings: requests }, ReturnConsumedCapacity: 'TOTAL' }]);
  expect(answered).toEqual([{ sent: 3, left: 0, capacityUnits: 4 }]);
});

test('what DynamoDB gives back is found again by its key, in the order it was sent', async () => {
  // The number came back in another shape, as the SDK reads it.
  const { send, answered } = createRequests([{ PutRequest: { Item: { id: 'c', value: 1n } } }, requests[1]!]);
  expect(await send(writes)).toEqual([writes[1], writes[2]]);
  expect(answered).toEqual([{ sent: 3, left: 2, capacityUnits: 0 }]);
});

test('an answer that names an item nobody sent makes all of them be sent again', async () => {
  const { send } = createRequests([requests[0]!, { PutRequest: { Item: { id: 'z' } } }]);
  expect(await send(writes)).toEqual(writes);
});
