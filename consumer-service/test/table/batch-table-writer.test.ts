import { expect, test } from 'vitest';
import { ItemRefusedError } from '../../src/errors.ts';
import type { Item } from '../../src/item.ts';
import { createBatchTableWriter } from '../../src/table/batch-table-writer.ts';
import type { SendBatch } from '../../src/table/batch-request.ts';
import { createOutageDouble, never } from '../doubles.ts';

const createItem = (key: number, attributes: Item = {}): Item => ({
  deviceId: 'd',
  timestamp: String(key),
  ...attributes,
});

function createNamedError(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
}

/** Keeps a table; each request is first shown to `intervene`, which may throw or say how many to leave. */
function createTable(intervene: (request: number, keys: string[]) => number | void = () => {}) {
  const table = new Map<string, Item>();
  const requests: string[][] = [];
  let inFlight = 0;
  const send: SendBatch = async (entries) => {
    inFlight += 1;
    expect(inFlight).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    const keys = entries.map(({ item }) => item['timestamp'] as string);
    requests.push(keys);
    const left = intervene(requests.length, keys) ?? 0;
    const taken = entries.slice(0, entries.length - left);
    for (const { key, item } of taken) table.set(key, item);
    return entries.slice(taken.length);
  };
  const outage = createOutageDouble();
  const stored: unknown[] = [];
  const writer = createBatchTableWriter({ send, outage, onStored: (counts) => stored.push(counts) });
  return { writer, table, requests, outage, stored };
}

const range = (length: number) => Array.from({ length }, (_, index) => createItem(index));

test('UnprocessedItems are sent again, and only those, until none is left', async () => {
  const { writer, table, requests, outage, stored } = createTable((request) => [10, 3, 3][request - 1]);
  expect(await writer.write(range(12), never)).toEqual([]);
  expect(requests.map((keys) => keys.length)).toEqual([12, 10, 3, 3]);
  expect(table.size).toBe(12);
  expect(stored).toEqual([{ items: 12, replaced: 0 }]);
  // Only the third answer took nothing, so only then does the wait grow.
  expect(outage.waits).toEqual([
    ['table_unprocessed_items', 0],
    ['table_unprocessed_items', 0],
    ['table_unprocessed_items', 1],
  ]);
  expect(outage.recoveries).toBe(1);
});

test('while nothing is taken the wait grows', async () => {
  const { writer, outage } = createTable((request) => (request <= 3 ? 2 : 0));
  await writer.write(range(2), never);
  expect(outage.waits.map(([, failures]) => failures)).toEqual([0, 1, 2]);
});

test('a table that is away is waited for, and everything is stored in the end', async () => {
  const errors = [
    createNamedError('ThrottlingException', 400),
    createNamedError('InternalServerError', 500),
    createNamedError('ResourceNotFoundException', 400),
    new Error('socket hang up'),
  ];
  const { writer, table, outage } = createTable((request) => {
    const error = errors[request - 1];
    if (error !== undefined) throw error;
  });
  expect(await writer.write(range(30), never)).toEqual([]);
  expect(table.size).toBe(30);
  expect(outage.waits).toEqual([
    ['table_throttling', 0],
    ['table_server_error', 1],
    ['table_table_missing', 2],
    ['table_network', 3],
  ]);
});

test('an item that DynamoDB refuses is found, and all others are stored', async () => {
  const { writer, table, stored } = createTable((_request, keys) => {
    if (keys.includes('7')) throw createNamedError('ValidationException', 400);
  });
  const refused = await writer.write(range(20), never);
  expect(refused).toEqual([{ index: 7, error: new ItemRefusedError('DynamoDB refuses to store the item') }]);
  expect([...table.values()]).toHaveLength(19);
  expect(stored).toEqual([{ items: 19, replaced: 0 }]);
});

test('when the newer of two items of a key is refused, the older one is stored after all', async () => {
  const table = createTable();
  const isPoison = ({ item }: { item: Item }) => item['poison'] === true;
  const stored: Item[] = [];
  const writer = createBatchTableWriter({
    async send(entries) {
      if (entries.some(isPoison)) throw createNamedError('ValidationException', 400);
      stored.push(...entries.map(({ item }) => item));
      return [];
    },
    outage: table.outage,
    onStored() {},
  });
  const refused = await writer.write([createItem(1, { v: 1 }), createItem(1, { poison: true })], never);
  expect(refused.map(({ index }) => index)).toEqual([1]);
  expect(stored).toEqual([createItem(1, { v: 1 })]);
});

test('two callers never have requests in flight together, and items of a key land in order', async () => {
  const { writer, table } = createTable((request) => (request === 1 ? 1 : 0));
  await Promise.all([1, 2, 3].map(async (v) => writer.write([createItem(1, { v })], never)));
  expect([...table.values()]).toEqual([createItem(1, { v: 3 })]);
});

test('a caller whose signal aborts stops trying, and the next one goes on', async () => {
  const stop = new AbortController();
  const { writer, table } = createTable((request) => {
    if (request < 4) throw createNamedError('InternalServerError', 500);
    if (request === 4) {
      stop.abort(new Error('released'));
      throw createNamedError('InternalServerError', 500);
    }
  });
  const first = writer.write([createItem(1)], stop.signal);
  const second = writer.write([createItem(2)], never);
  await expect(first).rejects.toThrow('released');
  await second;
  expect([...table.values()]).toEqual([createItem(2)]);
});
