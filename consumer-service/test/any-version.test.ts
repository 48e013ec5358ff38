import { createGlueClient, uniqueName, waitFor } from '@glueline/local/testing';
import { compileAvroType, encodeFrame } from '@glueline/schema-registry';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import {
  createWorld,
  readDeadLetters,
  registerSchema,
  startInProcess,
  toTimestamp,
  type World,
} from './service-fixture.ts';

const KEY = [
  { name: 'deviceId', type: 'string' },
  { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' }, originalName: 'timestamp' },
];
const NESTED = {
  type: 'record',
  name: 'sensor',
  fields: [
    ...KEY,
    { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 } },
    { name: 'level', type: ['int', 'double', { type: 'enum', name: 'level', symbols: ['LOW', 'HIGH'] }] },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
    {
      name: 'place_of_use',
      originalName: 'place of use',
      type: {
        type: 'record',
        name: 'place',
        fields: [
          { name: 'gr__e', originalName: 'größe', type: 'float' },
          { name: 'notes', type: { type: 'map', values: { type: 'array', items: ['null', 'string'] } } },
        ],
      },
    },
  ],
};

async function register(world: World, definition: object): Promise<string> {
  const glue = createGlueClient(world.parts);
  onTestFinished(() => glue.destroy());
  return registerSchema(glue, uniqueName('registry'), JSON.stringify(definition));
}

function toFrame(schemaVersionId: string, definition: object, event: unknown): Buffer {
  const payload = compileAvroType(JSON.stringify(definition)).encode(event);
  return encodeFrame({ schemaVersionId, payload, compression: 'zlib' });
}

test('nested, renamed and annotated fields land as attributes that say what was sent', async () => {
  const world = await createWorld();
  await world.createTopic();
  const id = await register(world, NESTED);
  const event = {
    deviceId: '000001',
    at: 1_767_225_600_000_001,
    price: Buffer.from('04d2', 'hex'),
    level: { double: 0.5 },
    day: 20_454,
    place_of_use: { gr__e: 0.1, notes: { constructor: ['x', null] } },
  };
  await world.send([{ value: toFrame(id, NESTED, event) }]);
  await startInProcess(world);
  await waitFor(async () => (await world.readItems()).length === 1, 'the item');
  const [item] = await world.readItems();
  expect(item).toEqual({
    deviceId: '000001',
    timestamp: '2026-01-01T00:00:00.000001Z',
    price: 12.34,
    level: 0.5,
    day: '2026-01-01',
    'place of use': { größe: 0.1, notes: { constructor: ['x', null] } },
  });
});

test('with a pinned version all items have its attributes, and what cannot be read so is a dead letter', async () => {
  const world = await createWorld();
  await world.createTopic();
  const reader = {
    type: 'record',
    name: 'sensor',
    fields: [
      { name: 'deviceId', type: 'string' },
      { name: 'timestamp', type: 'string' },
      { name: 'temperature', type: ['null', 'double'], default: null },
      { name: 'unit', type: 'string', default: 'K' },
    ],
  };
  const other = { ...reader, name: 'alarm' };
  const pinned = await register(world, reader);
  const alarm = { deviceId: '000001', timestamp: toTimestamp(1), temperature: null, unit: 'K' };
  await world.send([
    { value: world.frame({ deviceId: '000001', timestamp: toTimestamp(0), temperature: 30 }) },
    { value: toFrame(await register(world, other), other, alarm) },
  ]);
  await startInProcess(world, { READER_SCHEMA_VERSION_ID: pinned });
  const [deadLetter] = await readDeadLetters(world, 1);
  const headers = deadLetter!.headerEntries.map((entry) => entry.map(String));
  expect(headers).toContainEqual(['glueline.reason', 'schema_version_not_resolvable']);
  await waitFor(async () => (await world.readItems()).length === 1, 'the item');
  expect(await world.readItems()).toEqual([
    { deviceId: '000001', timestamp: toTimestamp(0), temperature: 30, unit: 'K' },
  ]);
});

test('a pinned version that nobody registered is named at the start', async () => {
  const world = await createWorld();
  const id = randomUUID();
  await expect(startInProcess(world, { READER_SCHEMA_VERSION_ID: id })).rejects.toThrow(
    `READER_SCHEMA_VERSION_ID: there is no schema version ${id} in the registry`,
  );
});
