import { setTimeout as delay } from 'node:timers/promises';
import { type Child, waitFor } from '@glueline/local/testing';
import { Producer } from '@platformatic/kafka';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FatalError } from '../../src/errors.ts';
import { startRecordingTable } from '../recording-table.ts';
import {
  createWorld,
  readLogLines,
  startAsProcess,
  startInProcess,
  toReading,
  toTimestamp,
  type World,
} from '../service-fixture.ts';

const PARTITIONS = 6;
const TABLE_LATENCY_MS = 10;

/**
 * Every index is sent twice to one partition: as an item of its own, which shows what was lost, and as the newest
 * state of a device, which shows the order.
 */
async function sendLoad(world: World, from: number, to: number): Promise<void> {
  const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
  await world.send(
    indexes.flatMap((index) => {
      const partition = index % PARTITIONS;
      const state = { deviceId: toDevice(index), timestamp: toTimestamp(0), temperature: index };
      return [toReading(index), state].map((reading) => ({ partition, value: world.frame(reading) }));
    }),
  );
}

/** Sends until it is stopped, which resolves to how many indexes that were; so there is always something to do. */
function keepSending(world: World): { stop: () => Promise<number> } {
  const stopping = new AbortController();
  let count = 0;
  const send = async () => {
    while (!stopping.signal.aborted) {
      await sendLoad(world, count, count + SENT_TOGETHER);
      count += SENT_TOGETHER;
      await delay(SENDING_PAUSE_MS);
    }
  };
  const sending = send();
  const stop = async () => {
    stopping.abort();
    await sending;
    return count;
  };
  onTestFinished(async () => void (await stop()));
  return { stop };
}

const SENT_TOGETHER = 60;
const SENDING_PAUSE_MS = 40;
const DEVICES = 12;
const toDevice = (index: number) => `device ${index % DEVICES}`;

async function isAllCommitted(world: World): Promise<boolean> {
  for (let partition = 0; partition < PARTITIONS; partition++) {
    if ((await world.readCommitted(partition)) !== (await world.readLogEnd(partition))) return false;
  }
  return true;
}

/** Nothing lost, and each device's last state is its newest: what must hold whatever happened. */
async function expectAllStored(world: World, count: number): Promise<void> {
  await waitFor(async () => isAllCommitted(world), 'everything to be committed');
  const items = await world.readItems();
  const own = items.filter(({ deviceId }) => deviceId === '000001');
  expect(own.map(({ temperature }) => temperature)).toEqual(
    Array.from({ length: count }, (_, index) => index),
  );
  const states = items.filter(({ deviceId }) => deviceId !== '000001');
  const newest = Array.from(
    { length: DEVICES },
    (_, device) => count - DEVICES + ((((device - count) % DEVICES) + DEVICES) % DEVICES),
  );
  expect(new Map(states.map(({ deviceId, temperature }) => [deviceId, temperature]))).toEqual(
    new Map(newest.map((index) => [toDevice(index), index])),
  );
}

/** Writes of an item that was written before: of the items of their own, so each is one record done twice. */
function countDuplicates(...members: Member[]): number {
  const own = members.flatMap(({ writes }) => writes).filter(({ key }) => key.startsWith('000001'));
  return own.length - new Set(own.map(({ key }) => key)).size;
}

async function startMember(world: World, overrides: Record<string, string> = {}) {
  const table = await startRecordingTable(world.parts.dynamodbEndpoint, TABLE_LATENCY_MS);
  const child = startAsProcess(world, { AWS_ENDPOINT_URL_DYNAMODB: table.url, ...overrides });
  return { child, writes: table.writes };
}

type Member = Awaited<ReturnType<typeof startMember>>;
const readings = ({ child }: Member) => readLogLines(child).filter(({ msg }) => msg === 'reading');
const untilReadings = async (member: Member, count: number) =>
  waitFor(() => readings(member).length >= count, `${count} joins`);
const countRebalances = (child: Child) =>
  readLogLines(child).filter(({ msg }) => String(msg).startsWith('the group rebalances')).length;
const isListening = (child: Child) => readLogLines(child).some(({ msg }) => msg === 'listening');
const untilWrites = async ({ writes }: Member, count: number) =>
  waitFor(() => writes.length >= count, `${count} writes`);

test('a member that was frozen past its session writes nothing old when it comes back', async () => {
  const world = await createWorld();
  await world.createTopic(PARTITIONS);
  const load = keepSending(world);
  const frozen = await startMember(world);
  await untilReadings(frozen, 1);
  const other = await startMember(world);
  await untilReadings(other, 1);
  await untilWrites(frozen, frozen.writes.length + 300);
  const taken = readings(other).length;

  process.kill(frozen.child.pid!, 'SIGSTOP');
  await untilReadings(other, taken + 1);
  await untilWrites(other, other.writes.length + 1000);
  const before = frozen.writes.length;
  const joins = readings(frozen).length;
  process.kill(frozen.child.pid!, 'SIGCONT');
  await untilReadings(frozen, joins + 1);
  const returnedMs = Number(readings(frozen).at(-1)?.['time']);
  const stale = frozen.writes.slice(before).filter(({ atMs }) => atMs < returnedMs);
  const count = await load.stop();
  await expectAllStored(world, count);

  // The batch that was on its way when the process froze.
  expect(stale.length).toBeLessThanOrEqual(25);
  // Whether it is given the same partitions or others.
  expect(readings(frozen)[joins]).not.toHaveProperty('kept');
  expect(countDuplicates(frozen, other)).toBeLessThan(count / 2);
});

test('members that come and go keep the work of what stays with them', async () => {
  const world = await createWorld();
  await world.createTopic(PARTITIONS);
  const load = keepSending(world);
  const first = await startMember(world);
  await untilWrites(first, 300);
  const second = await startMember(world);
  await untilWrites(second, 300);
  await second.child.stop();
  expect(await second.child.exited).toMatchObject({ how: 'exited with code 0' });
  const count = await load.stop();
  await expectAllStored(world, count);
  expect(readLogLines(first.child)).toContainEqual(
    expect.objectContaining({
      msg: 'reading',
      kept: expect.arrayContaining([expect.any(Number)]) as number[],
    }),
  );
  expect(countDuplicates(first, second)).toBeLessThan(count / 2);
});

test('SIGTERM while the group waits for a dead member ends both old and new members with code 0', async () => {
  const world = await createWorld();
  await world.createTopic(PARTITIONS);
  await sendLoad(world, 0, 1000);
  const old = await startMember(world);
  await untilReadings(old, 1);
  const dead = await startMember(world);
  await untilReadings(dead, 1);
  dead.child.kill();
  const before = countRebalances(old.child);
  const joining = await startMember(world);
  // Before that it would not know what to do about SIGTERM.
  await waitFor(() => isListening(joining.child), 'the new member to be up');
  await waitFor(() => countRebalances(old.child) > before, 'the rebalance');
  expect(readings(joining)).toEqual([]);
  await Promise.all([old.child.stop(), joining.child.stop()]);
  expect(await joining.child.exited).toMatchObject({ how: 'exited with code 0' });
  expect(await old.child.exited).toMatchObject({ how: 'exited with code 0' });

  await startMember(world);
  await expectAllStored(world, 1000);
});

test('partitions that are added are read from their start, without a restart', async () => {
  const world = await createWorld();
  await world.createTopic(3);
  const service = await startInProcess(world, { METADATA_POLL_INTERVAL_MS: '2000' });
  await waitFor(() => service.logLines.some(({ msg }) => msg === 'reading'), 'the service to read');
  await world.addPartitions(PARTITIONS);
  await sendLoad(world, 0, 600);
  await expectAllStored(world, 600);
  expect(service.logLines).toContainEqual(
    expect.objectContaining({ msg: 'reading', positions: { 3: '0', 4: '0', 5: '0' }, kept: [0, 1, 2] }),
  );
});

describe('records that expired unread', () => {
  async function expireBehindStoppedService(policy: string) {
    const world = await createWorld();
    await world.createTopic();
    const send = async (from: number, to: number) =>
      world.send(
        Array.from({ length: to - from }, (_, offset) => ({ value: world.frame(toReading(from + offset)) })),
      );
    const first = await startInProcess(world);
    await send(0, 2);
    await waitFor(async () => (await world.readCommitted()) === 2n, 'the first commit');
    await first.stop();
    await send(2, 6);
    await world.expireBefore(5n);
    return { world, send, service: await startInProcess(world, { OFFSET_OUT_OF_RANGE_POLICY: policy }) };
  }

  test('are passed over with the rest of the log when the policy is the latest offset', async () => {
    const { world, send, service } = await expireBehindStoppedService('latest');
    await waitFor(() => service.logLines.find(({ policy }) => policy === 'latest'), 'the reset');
    await send(6, 7);
    await waitFor(async () => (await world.readCommitted()) === 7n, 'the commit');
    expect((await world.readItems()).map(({ temperature }) => temperature)).toEqual([0, 1, 6]);
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    expect(metrics).toContain('glueline_offsets_skipped_total 4\n');
  });

  test('end the service when the policy is to fail', async () => {
    const { service } = await expireBehindStoppedService('fail');
    const error: unknown = await service.failed.catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(FatalError);
    expect((error as Error).message).toMatch(/^position 2 of partition 0 is outside of the log/);
  });
});

test('records of aborted transactions are never stored', async () => {
  const world = await createWorld();
  await world.createTopic();
  const producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: [world.parts.kafkaBrokers],
    transactionalId: world.topic,
    idempotent: true,
  });
  onTestFinished(async () => producer.close());
  for (const [index, end] of (['abort', 'commit', 'abort', 'commit'] as const).entries()) {
    const transaction = await producer.beginTransaction();
    await transaction.send({ messages: [{ topic: world.topic, value: world.frame(toReading(index)) }] });
    await transaction[end]();
  }
  await startInProcess(world);
  await waitFor(async () => (await world.readCommitted()) === 8n, 'all to be committed');
  expect((await world.readItems()).map(({ temperature }) => temperature)).toEqual([1, 3]);
});

test.each(['gzip', 'snappy', 'lz4', 'zstd'])(
  'what the broker itself compresses with %s is stored',
  async (type) => {
    const world = await createWorld();
    await world.createTopic(1, { 'compression.type': type });
    const sent = Array.from({ length: 300 }, (_, index) => index);
    await world.send(sent.map((index) => ({ value: world.frame(toReading(index)) })));
    await startInProcess(world);
    await waitFor(async () => (await world.readCommitted()) === 300n, 'all to be committed');
    expect((await world.readItems()).map(({ temperature }) => temperature)).toEqual(sent);
  },
);
