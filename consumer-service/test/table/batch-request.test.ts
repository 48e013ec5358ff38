import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Item } from '../../src/item.ts';
import { createBatchRequests } from '../../src/table/batch-request.ts';
import { toBatches } from '../../src/table/batches.ts';
import { never } from '../doubles.ts';

const items: Item[] = ['a', 'b', 'c'].map((timestamp) => ({ deviceId: 'd', timestamp }));
const entries = toBatches(items)[0]!;

function createRequests(unprocessed: readonly Item[]) {
  const commands: BatchWriteCommand['input'][] = [];
  const answered: unknown[] = [];
  const client = {
    async send(command: BatchWriteCommand) {
      commands.push(command.input);
      const returned = unprocessed.map((item) => ({ PutRequest: { Item: item } }));
      return returned.length === 0 ? {} : { UnprocessedItems: { readings: returned } };
    },
  };
  const send = createBatchRequests({
    client: client as never,
    tableName: 'readings',
    onAnswered: ({ items: sent, unprocessed: left }) => answered.push({ sent, left }),
  });
  return { send, commands, answered };
}

test('all items of a batch go in one request', async () => {
  const { send, commands, answered } = createRequests([]);
  expect(await send(entries, never)).toEqual([]);
  expect(commands).toEqual([
    { RequestItems: { readings: items.map((item) => ({ PutRequest: { Item: item } })) } },
  ]);
  expect(answered).toEqual([{ sent: 3, left: 0 }]);
});

test('what DynamoDB gives back is found again by its key, in the order it was sent', async () => {
  // The number came back in another shape, as the SDK reads it.
  const { send, answered } = createRequests([{ ...items[2]!, value: 1n }, items[0]!]);
  expect(await send(entries, never)).toEqual([entries[0], entries[2]]);
  expect(answered).toEqual([{ sent: 3, left: 2 }]);
});

test('an answer that names an item nobody sent makes all of them be sent again', async () => {
  const { send } = createRequests([items[0]!, { deviceId: 'd', timestamp: 'z' }]);
  expect(await send(entries, never)).toEqual(entries);
});
