import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createTable } from '../../src/table-server/server.ts';
import type { Counts, TableServerSettings } from '../../src/table-server/table-protocol.ts';
import { createEvent, type Workload } from '../../src/workload/workload.ts';

const WORKLOAD: Workload = {
  kind: 'state',
  recordCount: 200,
  partitionCount: 1,
  deviceCount: 100,
  paddingBytes: 0,
  versionCount: 1,
};

async function startServer(settings: Partial<TableServerSettings>): Promise<string> {
  const server = createServer(createTable({ mode: 'null', workload: WORKLOAD, ...settings }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function createClient(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
  const client = new DynamoDBClient({ region: 'eu-central-1', endpoint, credentials });
  onTestFinished(() => client.destroy());
  return DynamoDBDocumentClient.from(client);
}

async function readCounts(endpoint: string): Promise<Counts> {
  return (await (await fetch(`${endpoint}/counts`)).json()) as Counts;
}

const toBatch = (sequences: readonly number[]) =>
  new BatchWriteCommand({
    RequestItems: {
      table: sequences.map((sequence) => ({ PutRequest: { Item: createEvent(WORKLOAD, sequence) } })),
    },
  });

test('an SDK takes it for a table, and it counts what was written', async () => {
  const endpoint = await startServer({});
  const client = createClient(endpoint);
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: 'table' }));
  expect(table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [{ KeyType: 'HASH' }, { KeyType: 'RANGE' }],
  });
  const { UnprocessedItems: left } = await client.send(toBatch([1, 2, 3]));
  expect(left).toEqual({});
  await client.send(new PutCommand({ TableName: 'table', Item: createEvent(WORKLOAD, 4) }));
  expect(await readCounts(endpoint)).toMatchObject({ requests: 2, items: 4, compared: 3, different: 0 });
});

test('where the order counts, it holds the last write of each key', async () => {
  const endpoint = await startServer({ mode: 'ordered' });
  const client = createClient(endpoint);
  for (const sequences of [[1, 2], [101, 102], [2]]) await client.send(toBatch(sequences));
  expect(await readCounts(endpoint)).toMatchObject({
    items: 5,
    compared: 5,
    different: 0,
    keys: 2,
    currentKeys: 1,
    staleWrites: 1,
  });
});

test('passes requests on, and notes when each item was stored', async () => {
  const forwardTo = await startServer({});
  const endpoint = await startServer({ mode: 'forward', forwardTo });
  const beforeNs = Number(process.hrtime.bigint());
  await createClient(endpoint).send(toBatch([7, 8]));
  const afterNs = Number(process.hrtime.bigint());
  const readable = (await (await fetch(`${endpoint}/readable`)).json()) as [number, number][];
  expect(readable.map(([sequence]) => sequence)).toEqual([7, 8]);
  for (const [, atNs] of readable) {
    expect(atNs).toBeGreaterThan(beforeNs);
    expect(atNs).toBeLessThan(afterNs);
  }
  expect(await readCounts(forwardTo)).toMatchObject({ items: 2 });
});

test('a table that is away is an error to the contender', async () => {
  const endpoint = await startServer({ mode: 'forward', forwardTo: 'http://127.0.0.1:1' });
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
    body: '{}',
  });
  expect(response.status).toBe(500);
});
