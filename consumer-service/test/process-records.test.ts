import {
  compileAvroType,
  compileDefinition,
  encodeFrame,
  RegistryUnavailableError,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import type { DeadLetter } from '../src/dead-letter.ts';
import { ItemRefusedError } from '../src/errors.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { createRecordProcessor, type RecordSinks } from '../src/process-records.ts';
import { createPuts, type WritableVersion } from '../src/put.ts';
import type { KafkaRecord } from '../src/record.ts';
import { createJsonBytes } from '../src/json-bytes.ts';
import { toDelete } from '../src/tombstone.ts';
import { createRecord, never } from './doubles.ts';
import { parseItem } from './table/writes.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const DEFINITION =
  '{"type":"record","name":"r","fields":[{"name":"deviceId","type":"string"},{"name":"timestamp","type":"string"}]}';
const type = compileAvroType(DEFINITION);
const mapping = toMapping({ PARTITION_KEY: 'deviceId', SORT_KEY: 'timestamp' });
const { toWritable, toPut } = createPuts(mapping);
const version = toWritable({
  id: ID,
  number: 1,
  definition: DEFINITION,
  ...compileDefinition(DEFINITION),
});

function createGood(offset: number, deviceId = String(offset)) {
  const payload = type.encode({ deviceId, timestamp: 't' });
  return createRecord(offset, {
    value: encodeFrame({ schemaVersionId: ID, payload, compression: 'none' }),
  });
}

const json = createJsonBytes();

/** Stores what it is given, but refuses the device "refused"; tells in which order the sinks were called. */
function createSinks(overrides: Partial<RecordSinks> = {}) {
  const calls: string[] = [];
  const items: Record<string, unknown>[] = [];
  const deadLetters: DeadLetter[] = [];
  const sinks: RecordSinks = {
    readVersion: () => version,
    toPut,
    toDelete: (key) => toDelete(key, mapping, json),
    ignoresTombstones: false,
    onTombstoneIgnored: () => calls.push('ignored'),
    fence: { isOpen: () => true, whenOpen: async () => {} },
    writer: {
      async room() {},
      async write(given) {
        if (given.length > 0) calls.push('write');
        items.push(...given.map((write) => ({ kind: write.kind, ...parseItem(write) })));
        return given.flatMap((write, index) =>
          parseItem(write)['deviceId'] === 'refused' ? [{ index, error: new ItemRefusedError() }] : [],
        );
      },
    },
    async sendDeadLetters(given) {
      calls.push('send');
      deadLetters.push(...given);
    },
    ...overrides,
  };
  const processor = createRecordProcessor(sinks);
  const process = async (records: readonly KafkaRecord[], signal: AbortSignal) => {
    const portions: number[] = [];
    await processor.whenReady(signal);
    for await (const portion of processor.process(records, signal)) {
      portions.push(portion.records.length);
      await portion.done;
    }
    return portions;
  };
  return { process, calls, items, deadLetters };
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
  await expect(process([createGood(0), createGood(1)], never)).rejects.toBe(outage);
  expect(calls).toEqual([]);
});

test('a dead-letter topic that does not acknowledge leaves the records undone', async () => {
  const { process } = createSinks({ sendDeadLetters: async () => Promise.reject(new Error('away')) });
  await expect(process([createRecord(0)], never)).rejects.toThrow('away');
});

test('a record without a value deletes the item its key names, in its place among the others', async () => {
  const { process, items } = createSinks();
  const key = Buffer.from(JSON.stringify({ deviceId: '1', timestamp: 't' }));
  await process([createGood(0, '1'), createRecord(1, { key, value: null }), createGood(2, '1')], never);
  expect(items.map(({ kind }) => kind)).toEqual(['put', 'delete', 'put']);
});

test('a record without a value or a whole key is passed over and counted, where that is configured', async () => {
  const { process, calls, deadLetters } = createSinks({ ignoresTombstones: true });
  expect(await process([createRecord(0, { value: null })], never)).toEqual([1]);
  expect([calls, deadLetters]).toEqual([['ignored'], []]);
});

test('what comes before a schema version that has to be waited for does not wait for it', async () => {
  const { promise, resolve } = Promise.withResolvers<WritableVersion>();
  let reads = 0;
  const { process, items } = createSinks({
    readVersion() {
      reads += 1;
      if (reads < 3) return version;
      return promise;
    },
  });
  const processed = process([createGood(0), createGood(1), createGood(2), createGood(3)], never);
  await new Promise((next) => setImmediate(next));
  expect(items).toHaveLength(2);
  resolve(version);
  expect(await processed).toEqual([2, 1, 1]);
});

test('nothing is decoded while there is no room, and giving up ends that', async () => {
  const stop = new AbortController();
  const { process, calls } = createSinks({
    writer: {
      room: async (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      write: async () => [],
    },
  });
  const processed = process([createGood(0)], stop.signal);
  stop.abort(new Error('revoked'));
  await expect(processed).rejects.toThrow('revoked');
  expect(calls).toEqual([]);
});

test('nothing is handed over while the fence is closed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isOpen = false;
  const { process, calls } = createSinks({ fence: { isOpen: () => isOpen, whenOpen: async () => promise } });
  const processed = process([createGood(0)], never);
  await new Promise((turned) => setImmediate(turned));
  expect(calls).toEqual([]);
  isOpen = true;
  resolve();
  await processed;
  expect(calls).toEqual(['write']);
});

test('a fence that closes while there is no room keeps it from being handed over', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  let isOpen = true;
  const { process, calls } = createSinks({
    fence: { isOpen: () => isOpen, whenOpen: async () => opened },
    writer: {
      async room() {
        isOpen = calls.length > 0;
        calls.push('room');
      },
      async write() {
        calls.push('write');
        return [];
      },
    },
  });
  const processed = process([createGood(0)], never);
  await new Promise((turned) => setImmediate(turned));
  expect(calls).toEqual(['room']);
  open();
  await processed;
  expect(calls).toEqual(['room', 'room', 'write']);
});
