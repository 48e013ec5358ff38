import { compileAvroType, decodeFrame } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { IncompatibleSchemaError, InvalidEventError } from '../src/errors.ts';
import { publishEvent, type PublishParts } from '../src/publish-event.ts';

const id = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const definition = {
  type: 'record',
  name: 'sensor',
  fields: [
    { name: 'deviceId', type: 'string' },
    { name: 'timestamp', type: 'string' },
  ],
} as const;
const type = compileAvroType(JSON.stringify(definition));

function createParts(overrides: Partial<PublishParts> = {}) {
  const published: { key: string; value: Buffer }[] = [];
  const parts: PublishParts = {
    topic: 'sensor',
    schemaName: 'sensor',
    deviceId: '000001',
    timestamp: () => '2026-11-23T17:04:05.006007Z',
    evolution: {
      resolveVersion: async (datum) => ({ id, number: 3, definition, type, datum }),
    },
    publisher: {
      publish: async (record) => {
        published.push(record);
        return { partition: 2, offset: 41 };
      },
      close: async () => undefined,
    },
    ...overrides,
  };
  return { parts, published };
}

test('an event is framed with its version, keyed by its device, and the result says where it is', async () => {
  const { parts, published } = createParts();
  expect(await publishEvent({}, parts)).toEqual({
    topic: 'sensor',
    partition: 2,
    offset: 41,
    schemaName: 'sensor',
    schemaVersionId: id,
    schemaVersionNumber: 3,
    deviceId: '000001',
    timestamp: '2026-11-23T17:04:05.006007Z',
  });
  expect(published.map(({ key }) => key)).toEqual(['000001']);
  const frame = decodeFrame(published[0]!.value, { maxPayloadBytes: 1000 });
  expect(frame.schemaVersionId).toBe(id);
  expect(type.decode(frame.payload)).toEqual({
    deviceId: '000001',
    timestamp: '2026-11-23T17:04:05.006007Z',
  });
});

test('a payload that is not an event publishes nothing', async () => {
  const { parts, published } = createParts();
  await expect(publishEvent([], parts)).rejects.toThrow(InvalidEventError);
  expect(published).toEqual([]);
});

test('when the version is refused nothing is published', async () => {
  const { parts, published } = createParts({
    evolution: {
      resolveVersion: async () => {
        throw new IncompatibleSchemaError('refused');
      },
    },
  });
  await expect(publishEvent({}, parts)).rejects.toThrow(IncompatibleSchemaError);
  expect(published).toEqual([]);
});
