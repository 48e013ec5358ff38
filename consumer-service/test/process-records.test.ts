import {
  compileAvroType,
  encodeFrame,
  RegistryUnavailableError,
  type SchemaVersion,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import type { DeadLetter } from '../src/dead-letter.ts';
import { ItemRefusedError } from '../src/errors.ts';
import type { Item } from '../src/item.ts';
import { createRecordProcessor, type RecordSinks } from '../src/process-records.ts';
import { createRecord, never } from './doubles.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const type = compileAvroType(
  '{"type":"record","name":"r","fields":[{"name":"deviceId","type":"string"},{"name":"timestamp","type":"string"}]}',
);
const version: SchemaVersion = { id: ID, number: 1, definition: '', type };

function createGood(offset: number, deviceId = String(offset)) {
  const payload = type.encode({ deviceId, timestamp: 't' });
  return createRecord(offset, {
    value: encodeFrame({ schemaVersionId: ID, payload, compression: 'none' }),
  });
}

/** Stores what it is given, but refuses the device "refused"; tells in which order the sinks were called. */
function createSinks(overrides: Partial<RecordSinks> = {}) {
  const calls: string[] = [];
  const items: Item[] = [];
  const deadLetters: DeadLetter[] = [];
  const sinks: RecordSinks = {
    readVersion: () => version,
    writer: {
      async write(given) {
        calls.push('write');
        items.push(...given);
        return given.flatMap(({ deviceId }, index) =>
          deviceId === 'refused' ? [{ index, error: new ItemRefusedError() }] : [],
        );
      },
    },
    async sendDeadLetters(given) {
      calls.push('send');
      deadLetters.push(...given);
    },
    ...overrides,
  };
  return { process: createRecordProcessor(sinks), calls, items, deadLetters };
}

test('good records are stored in order, bad ones are sent after them', async () => {
  const { process, calls, items, deadLetters } = createSinks();
  await process([createRecord(0), createGood(1), createRecord(2, { value: null }), createGood(3)], never);
  expect(items.map(({ deviceId }) => deviceId)).toEqual(['1', '3']);
  expect(deadLetters.map(({ record, reason }) => [record.offset, reason])).toEqual([
    [0n, 'frame_unknown_header'],
    [2n, 'tombstone'],
  ]);
  expect(calls).toEqual(['write', 'send']);
});

test('an item that the table refuses becomes a dead letter of its own record', async () => {
  const { process, deadLetters } = createSinks();
  await process([createRecord(0), createGood(1), createGood(2, 'refused')], never);
  expect(deadLetters[1]).toMatchObject({
    record: { offset: 2n },
    reason: 'item_refused',
    errorName: 'ItemRefusedError',
    schemaVersionId: ID,
  });
});

test('a version that does not exist makes a dead letter that names it', async () => {
  const readVersion = async () => Promise.reject(new SchemaVersionNotFoundError('none'));
  const { process, deadLetters } = createSinks({ readVersion });
  await process([createGood(0)], never);
  expect(deadLetters).toMatchObject([{ reason: 'schema_version_not_found', schemaVersionId: ID }]);
});

test('what is no verdict on a record is thrown, and nothing is stored or sent', async () => {
  const outage = new RegistryUnavailableError('away');
  const { process, calls } = createSinks({ readVersion: async () => Promise.reject(outage) });
  await expect(process([createRecord(0), createGood(1)], never)).rejects.toBe(outage);
  expect(calls).toEqual([]);
});

test('a dead-letter topic that does not acknowledge leaves the records undone', async () => {
  const { process } = createSinks({ sendDeadLetters: async () => Promise.reject(new Error('away')) });
  await expect(process([createRecord(0)], never)).rejects.toThrow('away');
});
