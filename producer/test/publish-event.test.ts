import { compileAvroType, decodeFrame } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { createDeadline } from '../src/deadline.ts';
import { IncompatibleSchemaError, InvalidEventError, PublishError } from '../src/errors.ts';
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
      publish: async (records) => {
        published.push(...records);
        return records.map(() => ({ partition: 2, offset: 41 }));
      },
      close: async () => undefined,
    },
    ...overrides,
  };
  return { parts, published };
}

test('an event is framed with its version, keyed by its device, and the result says where it is', async () => {
  const { parts, published } = createParts();
  expect(await publishEvent({}, parts, createDeadline(10_000))).toEqual({
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
  await expect(publishEvent([], parts, createDeadline(10_000))).rejects.toThrow(InvalidEventError);
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
  await expect(publishEvent({}, parts, createDeadline(10_000))).rejects.toThrow(IncompatibleSchemaError);
  expect(published).toEqual([]);
});

test('an event that is larger than brokers take is refused before it is sent', async () => {
  const { parts, published } = createParts();
  const payload = { timestamp: '2026', deviceId: '1' };
  const huge = { ...type, encode: () => Buffer.alloc(800_000) };
  const version = { id, number: 3, definition, type: huge, datum: payload };
  parts.evolution = { resolveVersion: async () => Promise.resolve(version) };
  await expect(publishEvent(payload, parts, createDeadline(10_000))).rejects.toThrow(
    new InvalidEventError('event must have at most 800000 bytes as a record (received 800018)'),
  );
  expect(published).toEqual([]);
});

test('what the brokers did not acknowledge is thrown', async () => {
  const failure = new PublishError('topic sensor did not acknowledge the record: gone');
  const publisher = { publish: async () => Promise.resolve([failure]), close: async () => undefined };
  const { parts } = createParts({ publisher });
  await expect(publishEvent({}, parts, createDeadline(10_000))).rejects.toBe(failure);
});

test('registration leaves a third of the time to the brokers', async () => {
  const { parts } = createParts();
  const { evolution } = parts;
  let givenMs = 0;
  parts.evolution = {
    resolveVersion: async (event, deadline) => {
      givenMs = deadline.remainingMs();
      return evolution.resolveVersion(event, deadline);
    },
  };
  await publishEvent({}, parts, createDeadline(30_000));
  expect(givenMs).toBeLessThanOrEqual(20_000);
  expect(givenMs).toBeGreaterThan(10_000);
});
