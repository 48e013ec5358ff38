import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { createDynamodbClient, findFreePort, uniqueName } from '@glueline/local/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { examine } from '../../src/doctor/examine.ts';
import type { HopResult } from '../../src/doctor/hop.ts';
import { createWorld, startInProcess, type World } from '../service-fixture.ts';

/** In this process; the SDK's variables are set until the end of the test. */
async function examineWorld(world: World, overrides: Record<string, string> = {}): Promise<HopResult[]> {
  const environment = world.environment(overrides);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const results: HopResult[] = [];
  await examine(environment, (result) => results.push(result));
  return results;
}

const summarise = (results: readonly HopResult[]) =>
  results.map(({ hop, result }) => (result === 'ok' ? hop : `${hop} ${result}`));
const findFailures = (results: readonly HopResult[]) => results.filter(({ result }) => result === 'failed');

test('on the real parts every hop is well, and nothing is touched', async () => {
  const world = await createWorld();
  await world.createTopic(3);

  const results = await examineWorld(world);

  expect(results.map(({ hop, subject, detail }) => [hop, subject, detail])).toEqual([
    ['configuration', undefined, 'all settings are well-formed'],
    ['credentials', undefined, 'of arn:aws:iam::222222222222:user/consumer'],
    [
      'role',
      world.parts.accounts.registryRoleArn,
      expect.stringMatching(/^assumed with REGISTRY_EXTERNAL_ID until \d{4}-/),
    ],
    ['registry', undefined, 'GetSchemaVersion answers'],
    ['dns', '127.0.0.1', '127.0.0.1'],
    ['tcp', world.parts.kafkaBrokers, 'connected to 127.0.0.1'],
    ['authentication', world.parts.kafkaBrokers, 'answers, without authentication'],
    ['cluster', undefined, `1 broker: ${world.parts.kafkaBrokers}`],
    ['topic', world.topic, '3 partitions, READ and DESCRIBE allowed'],
    [
      'dead-letter topic',
      `${world.topic}.dlq`,
      'does not exist yet: the service creates it at its start, which was not tried',
    ],
    ['group', world.topic, 'no members yet, READ and DESCRIBE allowed'],
    ['table', world.tableName, 'has the key deviceId and timestamp; writing was not tried'],
  ]);
  expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['ok']));

  expect(await world.admin.listTopics()).not.toContain(`${world.topic}.dlq`);
  expect([...(await world.admin.listGroups()).keys()]).not.toContain(world.topic);
  expect(await world.readCommitted()).toBeUndefined();
  expect(await world.readItems()).toEqual([]);
});

test('beside a running service it sees the group and does not disturb it', async () => {
  const world = await createWorld();
  await world.createTopic();
  const { logLines } = await startInProcess(world);
  await vi.waitFor(
    async () => {
      const groups = await world.admin.describeGroups({ groups: [world.topic] });
      expect(groups.get(world.topic)?.state.toUpperCase()).toBe('STABLE');
    },
    { timeout: 30_000 },
  );
  const linesBefore = logLines.length;

  const results = await examineWorld(world);

  expect(results.find(({ hop }) => hop === 'group')?.detail).toBe(
    'Stable, 1 member, READ and DESCRIBE allowed',
  );
  expect(results.find(({ hop }) => hop === 'dead-letter topic')?.detail).toBe(
    '1 partition, WRITE and DESCRIBE allowed; nothing was written',
  );
  expect(logLines.slice(linesBefore).filter(({ level }) => level !== 30)).toEqual([]);
  expect((await world.admin.describeGroups({ groups: [world.topic] })).get(world.topic)?.members.size).toBe(
    1,
  );
});

test('wrong settings are all named, and nothing else is tried', async () => {
  const world = await createWorld();
  const results = await examineWorld(world, { KAFKA_BROKERS: 'nowhere', TABLE_NAME: '' });
  expect(results).toEqual([
    {
      hop: 'configuration',
      subject: undefined,
      result: 'failed',
      durationMs: expect.any(Number),
      detail: [
        'KAFKA_BROKERS must be a comma-separated list of host:port (received "nowhere")',
        'TABLE_NAME is required: must be a table name: 3 to 255 of letters, digits, ".", "_", "-"',
      ].join('\n'),
      advice: undefined,
    },
  ]);
});

test('credentials that nobody gave are refused, and what needs them is not tried', async () => {
  const world = await createWorld();
  await world.createTopic();
  const results = await examineWorld(world, { AWS_SECRET_ACCESS_KEY: 'wrong' });
  expect(summarise(results)).toEqual([
    'configuration',
    'credentials failed',
    'role not tried',
    'registry not tried',
    'dns',
    'tcp',
    'authentication',
    'cluster',
    'topic',
    'dead-letter topic',
    'group',
    'table not tried',
  ]);
  expect(findFailures(results)).toMatchObject([
    {
      detail: expect.stringMatching(/^SignatureDoesNotMatch: The request signature we calculated/),
      advice: { cause: 'the credentials are not of this account, have expired, or a clock is wrong' },
    },
  ]);
});

/** Answers as an endpoint does whose policy lets nothing through. */
async function startDenyingSts(): Promise<string> {
  const denied = '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>';
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(403, { 'content-type': 'text/xml' }).end(denied);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('credentials are well where only their name may not be asked', async () => {
  const world = await createWorld();
  const results = await examineWorld(world, { AWS_ENDPOINT_URL_STS: await startDenyingSts() });
  expect(results.find(({ hop }) => hop === 'credentials')).toMatchObject({
    result: 'ok',
    detail: 'accepted; whose they are may not be asked here (sts:GetCallerIdentity)',
  });
  expect(results.find(({ hop }) => hop === 'role')?.result).toBe('failed');
});

test('a wrong ExternalId is named with the role', async () => {
  const world = await createWorld();
  await world.createTopic();
  const results = await examineWorld(world, { REGISTRY_EXTERNAL_ID: 'somebody-elses' });
  const role = world.parts.accounts.registryRoleArn;
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'role',
      subject: role,
      detail: `not allowed to assume role ${role}: check REGISTRY_EXTERNAL_ID, and that the role's trust policy names this account and that ExternalId`,
      advice: {
        cause: 'another ExternalId or task role than the trust policy names, or no sts:AssumeRole on it',
      },
    },
  ]);
  expect(results.find(({ hop }) => hop === 'registry')?.result).toBe('not tried');
  expect(results.find(({ hop }) => hop === 'authentication')?.result).toBe('ok');
});

test('a pinned schema version that does not exist is named', async () => {
  const world = await createWorld();
  await world.createTopic();
  const id = '00000000-0000-4000-8000-000000000000';
  const results = await examineWorld(world, { READER_SCHEMA_VERSION_ID: id });
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'registry',
      detail: `READER_SCHEMA_VERSION_ID: there is no schema version ${id} in the registry`,
      advice: { where: 'READER_SCHEMA_VERSION_ID' },
    },
  ]);
});

test('a pinned schema version that exists is told by its number', async () => {
  const world = await createWorld();
  await world.createTopic();
  const results = await examineWorld(world, { READER_SCHEMA_VERSION_ID: world.schemaVersionId });
  expect(results.find(({ hop }) => hop === 'registry')?.detail).toBe('READER_SCHEMA_VERSION_ID is version 1');
});

test('of several brokers those that are not there are named, and the others serve', async () => {
  const world = await createWorld();
  await world.createTopic();
  const port = await findFreePort(0);
  const results = await examineWorld(world, {
    KAFKA_BROKERS: `b-9.glueline.invalid:9098,127.0.0.1:${port},${world.parts.kafkaBrokers}`,
  });
  expect(summarise(results)).toEqual(
    [
      ['configuration', 'credentials', 'role', 'registry'],
      ['dns failed', 'tcp not tried', 'authentication not tried'],
      ['dns', 'tcp failed', 'authentication not tried'],
      ['dns', 'tcp', 'authentication'],
      ['cluster', 'topic', 'dead-letter topic', 'group', 'table'],
    ].flat(),
  );
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'dns',
      subject: 'b-9.glueline.invalid',
      detail: expect.stringMatching(/^Error: getaddrinfo (ENOTFOUND|EAI_AGAIN) b-9\.glueline\.invalid$/),
      advice: { cause: expect.stringMatching(/no such name here|resolver does not answer/) },
    },
    {
      hop: 'tcp',
      subject: `127.0.0.1:${port}`,
      detail: `Error: connect ECONNREFUSED 127.0.0.1:${port}`,
      advice: { where: expect.stringContaining('the port in KAFKA_BROKERS') },
    },
  ]);
});

test('a topic that nobody has created is named', async () => {
  const world = await createWorld();
  const results = await examineWorld(world);
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'topic',
      subject: world.topic,
      detail: `topic ${world.topic} does not exist`,
      advice: { cause: 'nobody has created the topic; the service waits for it' },
    },
  ]);
});

test('a table that does not exist is named', async () => {
  const world = await createWorld();
  await world.createTopic();
  const results = await examineWorld(world, { TABLE_NAME: 'nowhere' });
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'table',
      subject: 'nowhere',
      detail: 'table nowhere does not exist: check TABLE_NAME and AWS_REGION',
      advice: { cause: 'the table is in another account or region, or has another name' },
    },
  ]);
});

test('a table with another key is named with both keys', async () => {
  const world = await createWorld();
  await world.createTopic();
  const tableName = uniqueName('table');
  await createDynamodbClient(world.parts).send(
    new CreateTableCommand({
      TableName: tableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const results = await examineWorld(world, { TABLE_NAME: tableName });
  expect(findFailures(results)).toMatchObject([
    {
      hop: 'table',
      detail: `table ${tableName} must have the key deviceId (HASH, S), timestamp (RANGE, S) (received id (HASH, N)): check PARTITION_KEY and SORT_KEY`,
      advice: { cause: "the table's key is not the one the items have" },
    },
  ]);
});
