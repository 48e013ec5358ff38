import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { createDynamodbClient, uniqueName, waitFor } from '@glueline/local/testing';
import { describe, expect, test } from 'vitest';
import { startHungTable } from './hung-table.ts';
import { createWorld, readLogLines, startAsProcess, toReading, type World } from './service-fixture.ts';

const FATAL = 60;

async function send(world: World, from: number, count: number): Promise<void> {
  await world.send(
    Array.from({ length: count }, (_, index) => ({ value: world.frame(toReading(from + index)) })),
  );
}

describe('while records flow', () => {
  test('SIGTERM loses nothing, repeats nothing and exits with 0', async () => {
    const world = await createWorld();
    await world.createTopic();
    const first = startAsProcess(world, { COMMIT_INTERVAL_MS: '60000' });
    for (let from = 0; from < 3000; from += 500) await send(world, from, 500);
    await waitFor(async () => (await world.readItems()).length > 100, 'some items');
    await first.stop();
    expect(await first.exited).toMatchObject({ how: 'exited with code 0' });
    expect(readLogLines(first).at(-1)).toMatchObject({ msg: 'stopped' });

    // What is stored is exactly what is committed: the next start repeats nothing and misses nothing.
    const stored = await world.readItems();
    expect(await world.readCommitted()).toBe(BigInt(stored.length));

    startAsProcess(world);
    await waitFor(async () => (await world.readCommitted()) === 3000n, 'the rest to be committed');
    expect(await world.readItems()).toHaveLength(3000);
  });

  test('after kill -9 a new start stores what was sent meanwhile', async () => {
    const world = await createWorld();
    await world.createTopic();
    const first = startAsProcess(world);
    await send(world, 0, 10);
    await waitFor(async () => (await world.readItems()).length === 10, 'ten items');
    first.kill();
    expect(await first.exited).toMatchObject({ how: 'was killed by SIGKILL' });

    await send(world, 10, 10);
    startAsProcess(world);
    await waitFor(async () => (await world.readItems()).length === 20, 'twenty items');
    await waitFor(async () => (await world.readCommitted()) === 20n, 'all to be committed');
  });
});

describe('the service does not start, and says why in one line', () => {
  test('with a wrong ExternalId: code 1, naming the role and what to check', async () => {
    const world = await createWorld();
    const child = startAsProcess(world, { REGISTRY_EXTERNAL_ID: 'somebody-elses' });
    expect(await child.exited).toMatchObject({ how: 'exited with code 1' });
    const role = world.parts.accounts.registryRoleArn;
    expect(readLogLines(child).filter(({ level }) => level === FATAL)).toMatchObject([
      {
        error: 'StartError',
        msg: `not allowed to assume role ${role}: check REGISTRY_EXTERNAL_ID, and that the role's trust policy names this account and that ExternalId`,
      },
    ]);
  });

  test('with wrong settings: code 2, naming all of them', async () => {
    const world = await createWorld();
    const child = startAsProcess(world, { KAFKA_BROKERS: 'nowhere', TABLE_NAME: '', HTTP_PORT: 'http' });
    expect(await child.exited).toMatchObject({ how: 'exited with code 2' });
    expect(readLogLines(child)).toMatchObject([
      {
        level: FATAL,
        msg: 'invalid configuration',
        problems: [
          'KAFKA_BROKERS must be a comma-separated list of host:port (received "nowhere")',
          expect.stringMatching(/^TABLE_NAME is required: must be a table name/),
          'HTTP_PORT must be a whole number from 0 to 65535 (received "http")',
        ],
      },
    ]);
  });

  test('when no broker answers: code 1 at the deadline', async () => {
    const world = await createWorld();
    const child = startAsProcess(world, { KAFKA_BROKERS: '127.0.0.1:1', START_TIMEOUT_MS: '1500' });
    expect(await child.exited).toMatchObject({ how: 'exited with code 1' });
    expect(readLogLines(child).at(-2)).toMatchObject({
      level: FATAL,
      error: 'StartError',
      msg: expect.stringMatching(
        /^cannot reach a Kafka broker at 127\.0\.0\.1:1 \(KAFKA_BROKERS\), not within 1500 ms: .*ECONNREFUSED/,
      ) as string,
    });
  });

  test('when the table does not exist: code 1', async () => {
    const world = await createWorld();
    const child = startAsProcess(world, { TABLE_NAME: 'nowhere' });
    expect(await child.exited).toMatchObject({ how: 'exited with code 1' });
    expect(readLogLines(child).at(-2)).toMatchObject({
      level: FATAL,
      msg: 'table nowhere does not exist: check TABLE_NAME and AWS_REGION',
    });
  });

  test('when the table has another key: code 1', async () => {
    const world = await createWorld();
    const tableName = uniqueName('table');
    await createDynamodbClient(world.parts).send(
      new CreateTableCommand({
        TableName: tableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const child = startAsProcess(world, { TABLE_NAME: tableName });
    expect(await child.exited).toMatchObject({ how: 'exited with code 1' });
    expect(readLogLines(child).at(-2)).toMatchObject({
      level: FATAL,
      msg: `table ${tableName} must have the key deviceId (HASH, S), timestamp (RANGE, S) (received id (HASH, N)): check PARTITION_KEY and SORT_KEY`,
    });
  });
});

test('SIGTERM while the topic is still missing ends the service with code 0', async () => {
  const world = await createWorld();
  const child = startAsProcess(world);
  await waitFor(
    () => readLogLines(child).some(({ msg }) => msg === 'waiting for the topic to be created'),
    'the service to wait for the topic',
  );
  await child.stop();
  expect(await child.exited).toMatchObject({ how: 'exited with code 0' });
});

test('SIGTERM while the table hangs ends the service by itself, and commits no record', async () => {
  const world = await createWorld();
  await world.createTopic();
  await send(world, 0, 10);
  const table = await startHungTable();
  const child = startAsProcess(world, {
    DRAIN_TIMEOUT_MS: '2000',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
  });
  await waitFor(() => table.writes() > 0, 'a write that hangs');
  await child.stop();
  expect(await child.exited).toMatchObject({ how: 'exited with code 1' });
  expect(readLogLines(child).map(({ msg }) => msg)).toContain('could not drain');
  // Where it had claimed the partition.
  expect(await world.readCommitted()).toBe(0n);
});
