import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { waitFor } from '@glueline/local/testing';
import { encodeFrame } from '@glueline/schema-registry';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createWorld,
  type Reading,
  readDeadLetters,
  readHealth,
  startInProcess,
  toReading,
  toTimestamp,
  type World,
} from './service-fixture.ts';

async function sendReadings(world: World, from: number, to: number): Promise<void> {
  const indexes = Array.from({ length: to - from }, (_, index) => from + index);
  await world.send(indexes.map((index) => ({ key: '000001', value: world.frame(toReading(index)) })));
}

const untilStored = async (world: World, count: number) =>
  waitFor(async () => (await world.readItems()).length === count, `${count} items`);
const untilCommitted = async (world: World, offset: bigint) =>
  waitFor(async () => (await world.readCommitted()) === offset, `the committed offset ${offset}`);

describe('on the real parts', () => {
  test('records are read from the first one on when the topic comes after the service', async () => {
    const world = await createWorld();
    const service = await startInProcess(world);
    await waitFor(
      async () => (await readHealth(service)).state === 'waiting for topic',
      'the service to wait',
    );
    expect(await readHealth(service)).toMatchObject({
      statusCode: 200,
      live: { ok: true },
      ready: { ok: true },
    });

    await world.createTopic(3);
    await world.send(
      [0, 1, 2].map((index) => ({ key: String(index), value: world.frame(toReading(index)) })),
    );

    await untilStored(world, 3);
    expect(await readHealth(service)).toMatchObject({ statusCode: 200, state: 'running', lastError: null });
    await service.stop();
    expect(service.logLines.map(({ msg }) => msg)).toEqual([
      'listening',
      'waiting for the topic to be created',
      'the topic exists',
      'reading',
    ]);
  });

  test('an item has no attribute where the event has null', async () => {
    const world = await createWorld();
    await world.createTopic();
    await startInProcess(world);
    await world.send(
      [toReading(0, 30), toReading(1, null)].map((reading) => ({ value: world.frame(reading) })),
    );
    await untilStored(world, 2);
    expect(await world.readItems()).toEqual([
      { deviceId: '000001', timestamp: toTimestamp(0), temperature: 30 },
      { deviceId: '000001', timestamp: toTimestamp(1) },
    ]);
  });

  test('metrics count what was read, stored and committed', async () => {
    const world = await createWorld();
    await world.createTopic();
    const service = await startInProcess(world);
    await sendReadings(world, 0, 60);
    await untilCommitted(world, 60n);
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    expect(metrics).toContain('glueline_records_read_total 60\n');
    expect(metrics).toContain('glueline_items_stored_total 60\n');
    expect(metrics).toContain('glueline_lag_records{partition="0"} 0\n');
    expect(metrics).toMatch(/glueline_commits_total\{result="ok"\} [1-9]/);
    expect(metrics).toMatch(/glueline_commit_seconds_count [1-9]/);
    expect(metrics).toContain('glueline_schema_reads_total{result="found"} 1\n');
    expect(metrics).toMatch(/glueline_write_capacity_units_total [1-9]/);
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
  });
});

describe('a record that can never be stored', () => {
  test('ends in the dead-letter topic as it was, and the good ones around it are stored', async () => {
    const world = await createWorld();
    await world.createTopic();
    const bad = {
      key: 'the key',
      value: Buffer.from('no frame at all'),
      headers: new Map([
        [Buffer.from('trace'), Buffer.from('first')],
        [Buffer.from('trace'), Buffer.from('second')],
      ]),
    };
    const good = (index: number) => ({ key: '000001', value: world.frame(toReading(index)) });
    await world.send([good(0), bad, good(1)]);

    const service = await startInProcess(world);
    await untilStored(world, 2);
    await untilCommitted(world, 3n);

    const [deadLetter] = await readDeadLetters(world, 1);
    expect(deadLetter?.key.toString()).toBe('the key');
    expect(deadLetter?.value.toString()).toBe('no frame at all');
    expect(deadLetter?.headerEntries.map((entry) => entry.map(String))).toEqual([
      ['trace', 'first'],
      ['trace', 'second'],
      ['glueline.origin.topic', world.topic],
      ['glueline.origin.partition', '0'],
      ['glueline.origin.offset', '1'],
      ['glueline.origin.timestamp', expect.stringMatching(/^\d{13}$/)],
      ['glueline.reason', 'frame_unknown_header'],
      ['glueline.error', 'FrameError'],
    ]);
    expect(service.logLines.filter(({ msg }) => msg === 'dead letter')).toMatchObject([
      { reason: 'frame_unknown_header', topic: world.topic, partition: 0, offset: '1' },
    ]);
    expect(JSON.stringify(service.logLines)).not.toContain('no frame at all');
  });

  test('each kind has its own reason, and a tombstone stays without a value', async () => {
    const world = await createWorld();
    await world.createTopic();
    const payload = world.frame(toReading(0)).subarray(18);
    const withoutKey: Reading = { ...toReading(0), deviceId: '' };
    await world.send([
      { key: 'tombstone' },
      { value: encodeFrame({ schemaVersionId: randomUUID(), payload, compression: 'none' }) },
      { value: world.frame(toReading(0)).subarray(0, 20) },
      { value: world.frame(withoutKey) },
      { value: world.frame(toReading(0, Number.NaN)) },
    ]);
    await startInProcess(world);

    const deadLetters = await readDeadLetters(world, 5);
    const reasons = deadLetters.map(
      ({ headerEntries }) => Object.fromEntries(headerEntries)['glueline.reason'],
    );
    expect(reasons.map(String)).toEqual([
      'tombstone',
      'schema_version_not_found',
      'datum_mismatch',
      'item_invalid_key',
      'item_invalid_number',
    ]);
    expect(deadLetters[0]?.key.toString()).toBe('tombstone');
    // The client's word for null.
    expect(deadLetters[0]?.value).toBeUndefined();
    const versionIds = deadLetters.map(({ headerEntries }) =>
      String(Object.fromEntries(headerEntries)['glueline.schema-version-id']),
    );
    expect(versionIds.slice(2)).toEqual(Array.from({ length: 3 }, () => world.schemaVersionId));
    await untilCommitted(world, 5n);
    expect(await world.readItems()).toEqual([]);
  });
});

test('a record without a value deletes the item its key names, after the put before it', async () => {
  const world = await createWorld();
  await world.createTopic();
  const { deviceId } = toReading(0);
  await world.send([
    { key: 'a', value: world.frame(toReading(0)) },
    { key: 'a', value: world.frame(toReading(1)) },
    { key: JSON.stringify({ deviceId, timestamp: toTimestamp(0) }) },
  ]);
  await startInProcess(world);
  await untilCommitted(world, 3n);
  expect(await world.readItems()).toMatchObject([{ timestamp: toTimestamp(1) }]);
});

test('items are stored as the mapping says, with a time to live and where they were', async () => {
  const world = await createWorld();
  await world.createTopic();
  await sendReadings(world, 0, 1);
  await startInProcess(world, {
    ATTRIBUTE_NAMES: 'temperature=t',
    TTL_ATTRIBUTE: 'expires',
    TTL_SECONDS: '60',
    KAFKA_ATTRIBUTES_PREFIX: 'kafka_',
  });
  await untilCommitted(world, 1n);
  const [item] = await world.readItems();
  expect(item).toMatchObject({ t: 0, kafka_topic: world.topic, kafka_partition: 0, kafka_offset: 0 });
  expect(item).not.toHaveProperty('temperature');
  expect(item!['expires']).toBe(Math.floor((item!['kafka_timestamp'] as number) / 1000) + 60);
});

describe('positions', () => {
  test('a second start goes on where the first stopped, and stores no record twice', async () => {
    const world = await createWorld();
    await world.createTopic();
    const first = await startInProcess(world);
    await sendReadings(world, 0, 3);
    await untilStored(world, 3);
    await first.stop();
    expect(await world.readCommitted()).toBe(3n);
    // Had a record been read again, its item would come back.
    await world.table.send(
      new DeleteCommand({
        TableName: world.tableName,
        Key: { deviceId: '000001', timestamp: toTimestamp(0) },
      }),
    );

    await sendReadings(world, 3, 5);
    await startInProcess(world);
    await untilCommitted(world, 5n);
    expect((await world.readItems()).map(({ timestamp }) => timestamp)).toEqual(
      [1, 2, 3, 4].map(toTimestamp),
    );
  });

  test('records that expired unread are passed over, said so and counted', async () => {
    const world = await createWorld();
    await world.createTopic();
    const first = await startInProcess(world);
    await sendReadings(world, 0, 2);
    await untilCommitted(world, 2n);
    await first.stop();
    await sendReadings(world, 2, 6);
    await world.expireBefore(5n);

    const second = await startInProcess(world);
    await untilCommitted(world, 6n);
    expect((await world.readItems()).map(({ timestamp }) => timestamp)).toEqual([0, 1, 5].map(toTimestamp));
    expect(second.logLines).toContainEqual(
      expect.objectContaining({ partition: 0, position: '2', logStart: '5', gapOffsets: '3' }),
    );
    const metrics = await (await fetch(`${second.address}/metrics`)).text();
    expect(metrics).toContain('glueline_offset_resets_total 1\n');
  });

  test('a member that joins takes over partitions, and nothing is lost', async () => {
    const world = await createWorld();
    await world.createTopic(2);
    const send = async (from: number) =>
      world.send(
        Array.from({ length: 100 }, (_, index) => ({
          value: world.frame(toReading(from + index)),
          partition: index % 2,
        })),
      );
    await startInProcess(world);
    await send(0);
    await untilStored(world, 100);
    const second = await startInProcess(world);
    await send(100);
    await waitFor(async () => (await readHealth(second)).partitions.length === 1, 'a partition of its own');
    await send(200);
    await untilStored(world, 300);
    await waitFor(async () => (await world.readCommitted(0)) === 150n, 'partition 0 to be committed');
    await waitFor(async () => (await world.readCommitted(1)) === 150n, 'partition 1 to be committed');
    expect((await world.readItems()).map(({ timestamp }) => timestamp)).toEqual(
      Array.from({ length: 300 }, (_, index) => toTimestamp(index)),
    );
  });
});
