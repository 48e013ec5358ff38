import { expect, test } from 'vitest';
import { ItemRefusedError } from '../../src/errors.ts';
import type { Fence } from '../../src/fence.ts';
import type { SendBatch } from '../../src/table/batch-request.ts';
import type { TableWrite } from '../../src/table/table-writer.ts';
import { never } from '../doubles.ts';
import { createWriter, turn } from './writer-fixture.ts';
import { createDelete, createNamedError, createPut, parseItem } from './writes.ts';

/** Keeps a table; each request is first shown to `intervene`, which may throw or say how many to leave. */
function createTable(intervene: (request: number, keys: string[]) => number | void = () => {}) {
  const table = new Map<string, TableWrite>();
  const requests: string[][] = [];
  const send: SendBatch = async (writes) => {
    const keys = writes.map(({ key }) => key);
    const request = requests.push(keys);
    await turn();
    const left = intervene(request, keys) ?? 0;
    const taken = writes.slice(0, writes.length - left);
    for (const write of taken) table.set(write.key, write);
    return writes.slice(taken.length);
  };
  return { ...createWriter(send), table, requests };
}

const range = (length: number) => Array.from({ length }, (_, index) => createPut(index));

test('several batches are in flight at once, full ones, and all is stored', async () => {
  const { writer, table, requests, seen } = createTable();
  expect(await writer.write(range(110), never)).toEqual([]);
  expect(requests.map((keys) => keys.length)).toEqual([25, 25, 25, 25, 10]);
  expect(table.size).toBe(110);
  expect(seen).toMatchObject({ puts: 110, deletes: 0, replaced: 0 });
});

test('what several callers hand over in one turn shares a batch', async () => {
  const { writer, requests } = createTable();
  await Promise.all([writer.write([createPut(1)], never), writer.write([createDelete(2)], never)]);
  expect(requests).toEqual([['1', '2']]);
});

test('while two requests are in flight only full batches follow, and the rest shares one when the next is answered', async () => {
  const answers: (() => void)[] = [];
  const requests: number[] = [];
  const { writer } = createWriter(async (writes) => {
    requests.push(writes.length);
    await new Promise<void>((resolve) => answers.push(resolve));
    return [];
  });
  const calls = [writer.write([createPut(0)], never)];
  const writeLater = async (from: number, to: number) => {
    await turn();
    calls.push(writer.write(range(to).slice(from), never));
    await turn();
  };
  await writeLater(1, 4);
  await writeLater(4, 5);
  await writeLater(5, 7);
  expect(requests).toEqual([1, 3]);
  await writeLater(7, 40);
  expect(requests).toEqual([1, 3, 25]);
  answers[0]!();
  await turn();
  // Two are still in flight.
  expect(requests).toEqual([1, 3, 25]);
  answers[1]!();
  await turn();
  expect(requests).toEqual([1, 3, 25, 11]);
  for (const answer of answers) answer();
  await Promise.all(calls);
});

test('UnprocessedItems are sent again, and only those, until none is left', async () => {
  const { writer, table, requests, outage, seen } = createTable((request) => [10, 3][request - 1]);
  expect(await writer.write(range(12), never)).toEqual([]);
  expect(requests.map((keys) => keys.length)).toEqual([12, 10, 3]);
  expect(table.size).toBe(12);
  expect(outage.waits).toEqual([
    ['table_unprocessed_items', 0],
    ['table_unprocessed_items', 1],
  ]);
  expect(outage.recoveries).toBe(1);
  expect(seen.throttled).toEqual([
    { reason: 'unprocessed', items: 10 },
    { reason: 'unprocessed', items: 3 },
  ]);
});

test('a table that is away is asked one request at a time, and everything is stored in the end', async () => {
  const errors = [
    createNamedError('ThrottlingException', 400),
    createNamedError('InternalServerError', 500),
    new Error('socket hang up'),
  ];
  const { writer, table, outage } = createTable((request) => {
    const error = errors[request - 1];
    if (error !== undefined) throw error;
  });
  expect(await writer.write(range(10), never)).toEqual([]);
  expect(table.size).toBe(10);
  expect(outage.waits).toEqual([
    ['table_throttling', 0],
    ['table_server_error', 1],
    ['table_network', 2],
  ]);
});

test('while the table is away, what waits does not ask for itself', async () => {
  const { writer, outage } = createTable((request) => {
    if (request <= 4) throw createNamedError('InternalServerError', 500);
  });
  await writer.write(range(500), never);
  // The four that were in flight together made one wait.
  expect(outage.waits).toEqual([['table_server_error', 0]]);
});

test('one failure among successes holds only its own batch', async () => {
  const { writer, outage, requests } = createTable((request) => {
    if (request === 4) throw createNamedError('InternalServerError', 500);
  });
  await writer.write(range(100), never);
  expect(outage.waits).toEqual([['table_server_error', 0]]);
  expect(requests[4]).toEqual(requests[3]);
});

test('what only a person can mend is asked rarely and told, and nothing is dropped', async () => {
  const { writer, table, outage, seen } = createTable((request) => {
    if (request <= 2) throw createNamedError('AccessDeniedException', 400);
  });
  expect(await writer.write(range(3), never)).toEqual([]);
  expect(outage.waits).toEqual([
    ['table_access_denied', 30],
    ['table_access_denied', 30],
  ]);
  expect(seen.operator).toEqual(['access_denied', 'access_denied', undefined]);
  expect(table.size).toBe(3);
});

test('an item that DynamoDB refuses is found, and all others are stored', async () => {
  const { writer, table, seen } = createTable((_request, keys) => {
    if (keys.includes('7')) throw createNamedError('ValidationException', 400);
  });
  const refused = await writer.write(range(20), never);
  expect(refused).toEqual([{ index: 7, error: new ItemRefusedError('DynamoDB refuses the write') }]);
  expect(table.size).toBe(19);
  expect(seen.puts).toBe(19);
});

test('when the newer of two writes of a key is refused, the older one is stored after all', async () => {
  const stored: TableWrite[] = [];
  const { writer } = createWriter(async (writes) => {
    if (writes.some((write) => parseItem(write)['poison'] === true)) {
      throw createNamedError('ValidationException', 400);
    }
    stored.push(...writes);
    return [];
  });
  const writes = [createPut(1, { v: 1 }), createPut(1, { poison: true })];
  const refused = await writer.write(writes, never);
  expect(refused.map(({ index }) => index)).toEqual([1]);
  expect(stored).toEqual([writes[0]]);
});

test('a closed fence lets nothing through, until it is open again', async () => {
  const opening = Promise.withResolvers<void>();
  let isOpen = false;
  const fence: Fence = { isOpen: () => isOpen, whenOpen: async () => opening.promise };
  let requests = 0;
  const { writer } = createWriter(
    async () => {
      requests += 1;
      return [];
    },
    { fence },
  );
  const written = writer.write([createPut(1)], never);
  await turn();
  await turn();
  expect(requests).toBe(0);
  isOpen = true;
  opening.resolve();
  await written;
  expect(requests).toBe(1);
});

test('a dropped caller’s waiting writes leave, and it is told when none of them is in flight any more', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const requests: string[][] = [];
  const { writer, seen } = createWriter(async (writes) => {
    requests.push(writes.map(({ key }) => key));
    await answered;
    return [];
  });
  const stop = new AbortController();
  const inFlight = writer.write([createPut(1)], stop.signal);
  await turn();
  const waiting = writer.write([createPut(1)], stop.signal);
  const other = writer.write([createPut(1)], never);
  let hasEnded = false;
  const ended = inFlight.catch(() => {
    hasEnded = true;
  });
  stop.abort(new Error('revoked'));
  await expect(waiting).rejects.toThrow('revoked');
  expect(hasEnded).toBe(false);
  answer();
  await expect(inFlight).rejects.toThrow('revoked');
  await ended;
  await other;
  expect(requests).toEqual([['1'], ['1']]);
  expect(seen).toMatchObject({ puts: 1, replaced: 0 });
});

test('there is room again when what was held is answered', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const { writer } = createWriter(
    async () => {
      await answered;
      return [];
    },
    { maxHeldBytes: 1000 },
  );
  await writer.room(never);
  const written = writer.write([createPut(1)], never);
  const stop = new AbortController();
  const refused = writer.room(stop.signal);
  stop.abort(new Error('revoked'));
  await expect(refused).rejects.toThrow('revoked');
  const room = writer.room(never);
  answer();
  await Promise.all([written, room]);
});
