import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BatchTransport } from '../../src/table/batch-request.ts';
import { classifyTableError } from '../../src/table/classify-error.ts';
import { createDirectTransport } from '../../src/table/direct-transport.ts';
import { createSdkTransport } from '../../src/table/sdk-transport.ts';
import { findFreePort } from '@glueline/local/testing';
import { startBatchTable } from './batch-table.ts';
import { createDelete, createPut } from './writes.ts';

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'not-so-secret',
  sessionToken: 'token',
};

const ANSWER = {
  UnprocessedItems: { readings: [] },
  ConsumedCapacity: [{ TableName: 'readings', CapacityUnits: 3 }],
};

function respond(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amz-crc32': crc32(text) })
    .end(text);
}

const refuse =
  (type: string, status = 400) =>
  (response: ServerResponse) =>
    respond(response, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'because' }, status);

describe.each(['direct', 'sdk'] as const)('the %s transport', (kind) => {
  function create(
    endpoint: string,
    credentials: () => Promise<Credentials> = async () => CREDENTIALS,
  ): BatchTransport {
    const client = new DynamoDBClient({ region: 'eu-central-1', endpoint, credentials, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    if (kind === 'sdk') return createSdkTransport(client, 'readings');
    const { exchange, close } = createDirectTransport(client, 'readings');
    onTestFinished(close);
    return exchange;
  }

  test('sends puts and deletes of all types of attributes, and hands on the answer', async () => {
    const table = await startBatchTable((response) => respond(response, ANSWER));
    const everything = createPut('a"\\\u0001é', {
      bytes: Buffer.from([0, 255]),
      list: [null, true, 1.5, [], new Map([['', 'x']])],
      __proto__: null,
      text: 'x'.repeat(100),
      big: 2n ** 100n,
    });
    expect(await create(table.endpoint)([everything, createDelete('b')])).toMatchObject(ANSWER);
    const [{ headers, body }] = table.received as [(typeof table.received)[0]];
    expect(headers['x-amz-target']).toBe('DynamoDB_20120810.BatchWriteItem');
    expect(headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(headers['x-amz-security-token']).toBe('token');
    expect(headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-central-1\/dynamodb\//,
    );
    expect(JSON.parse(body.toString())).toEqual({
      RequestItems: {
        readings: [
          {
            PutRequest: {
              Item: {
                id: { S: 'a"\\\u0001é' },
                bytes: { B: 'AP8=' },
                list: {
                  L: [{ NULL: true }, { BOOL: true }, { N: '1.5' }, { L: [] }, { M: { '': { S: 'x' } } }],
                },
                text: { S: 'x'.repeat(100) },
                big: { N: '1267650600228229401496703205376' },
              },
            },
          },
          { DeleteRequest: { Key: { id: { S: 'b' } } } },
        ],
      },
      ReturnConsumedCapacity: 'TOTAL',
    });
  });

  test.each([
    ['ThrottlingException', 400, 'throttled', 'throttling'],
    ['ProvisionedThroughputExceededException', 400, 'throttled', 'provisioned_throughput'],
    ['InternalServerError', 500, 'unavailable', 'server_error'],
    ['ExpiredTokenException', 400, 'operator', 'credentials'],
    ['ResourceNotFoundException', 400, 'operator', 'table_missing'],
    ['ValidationException', 400, 'refused', 'validation'],
    ['NobodyForesawThisException', 400, 'operator', 'unknown'],
    ['NobodyForesawThisException', 503, 'unavailable', 'server_error'],
  ])('throws %s with status %i so that it is %s: %s', async (type, status, errorKind, cause) => {
    const table = await startBatchTable(refuse(type, status));
    const error: unknown = await create(table.endpoint)([createPut('a')]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: type, message: 'because', $metadata: { httpStatusCode: status } });
    expect(classifyTableError(error)).toEqual({ kind: errorKind, cause });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a connection that breaks', (response) => response.destroy()],
    [
      'an answer that breaks off',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    ['a page of a load balancer', (response) => response.writeHead(503).end('<html>')],
  ])('takes %s for an outage', async (_what, answer) => {
    const table = await startBatchTable(answer);
    const error: unknown = await create(table.endpoint)([createPut('a')]).catch((thrown: unknown) => thrown);
    expect(classifyTableError(error).kind).toBe('unavailable');
  });

  test('says that nobody listens', async () => {
    const exchange = create(`http://127.0.0.1:${await findFreePort(0)}`);
    const error: unknown = await exchange([createPut('a')]).catch((thrown: unknown) => thrown);
    expect(classifyTableError(error)).toEqual({ kind: 'unavailable', cause: 'network' });
  });

  test('throws what the credentials’ provider throws, and asks it again for the next request', async () => {
    const table = await startBatchTable((response) => respond(response, ANSWER));
    let calls = 0;
    const exchange = create(table.endpoint, async () => {
      calls += 1;
      if (calls === 1) throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
      return CREDENTIALS;
    });
    await expect(exchange([createPut('a')])).rejects.toThrow('none');
    expect(await exchange([createPut('a')])).toMatchObject(ANSWER);
  });
});

test('an answer whose checksum is another one is not believed', async () => {
  const table = await startBatchTable((response) =>
    response.writeHead(200, { 'x-amz-crc32': '1' }).end('{}'),
  );
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: table.endpoint,
    credentials: CREDENTIALS,
  });
  const { exchange, close } = createDirectTransport(client, 'readings');
  onTestFinished(close);
  const error: unknown = await exchange([createPut('a')]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'ChecksumError', message: 'the answer came damaged' });
  expect(classifyTableError(error)).toEqual({ kind: 'unavailable', cause: 'network' });
});

test('a clock that is far from DynamoDB’s is put right by its answer', async () => {
  const theirs = new Date(Date.now() + 3_600_000);
  const table = await startBatchTable((response) => {
    response.setHeader('date', theirs.toUTCString());
    respond(response, ANSWER);
  });
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: table.endpoint,
    credentials: CREDENTIALS,
  });
  const { exchange, close } = createDirectTransport(client, 'readings');
  onTestFinished(close);
  await exchange([createPut('a')]);
  await exchange([createPut('a')]);
  const [before, after] = table.received.map(({ headers }) => String(headers['x-amz-date']).slice(0, 11));
  expect(before).not.toBe(after);
  expect(after).toBe(theirs.toISOString().replace(/[:-]/g, '').slice(0, 11));
});
