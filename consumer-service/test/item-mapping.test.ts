import { expect, test } from 'vitest';
import { toAddedEntries, toAttributePlan } from '../src/item-mapping.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { createJsonBytes } from '../src/json-bytes.ts';
import { createItems, toPlainPut } from '../src/plain-put.ts';
import { createRecord } from './doubles.ts';

const PLAIN = { PARTITION_KEY: 'deviceId', SORT_KEY: 'timestamp' };
const RENAMED = toMapping({ PARTITION_KEY: 'pk=deviceId', SORT_KEY: 'timestamp', ATTRIBUTE_NAMES: 'unit=u' });

test('fields are stored under their own names unless another is configured', () => {
  expect(toAttributePlan(['deviceId', 'timestamp', 'unit', 'x'], RENAMED)).toEqual([
    'pk',
    'timestamp',
    'u',
    'x',
  ]);
});

test('a field that has the name of a configured attribute is not stored', () => {
  const mapping = { ...RENAMED, ttl: { attribute: 'expires', seconds: 1 }, kafkaPrefix: 'k_' };
  expect(toAttributePlan(['pk', 'u', 'expires', 'k_offset', 'k_other'], mapping)).toEqual([
    ...Array<undefined>(4).fill(undefined),
    'k_other',
  ]);
});

test('the time to live counts from the record’s time, in seconds', () => {
  const mapping = toMapping({ ...PLAIN, TTL_ATTRIBUTE: 'expires', TTL_SECONDS: 60 });
  expect(toAddedEntries(createRecord(0, { timestamp: 1_767_225_600_999n }), mapping)).toEqual([
    ['expires', 1_767_225_660n],
  ]);
  expect(toAddedEntries(createRecord(0, { timestamp: -1n }), mapping)).toEqual([]);
});

test('where a record was becomes attributes with the configured prefix', () => {
  const mapping = toMapping({ ...PLAIN, KAFKA_ATTRIBUTES_PREFIX: 'kafka_' });
  expect(toAddedEntries(createRecord(7), mapping)).toEqual([
    ['kafka_topic', 'sensor'],
    ['kafka_partition', 0],
    ['kafka_offset', 7n],
    ['kafka_timestamp', 1000n],
  ]);
});

test('the put of an event has all of it, and a key of the table’s own attributes', () => {
  const toItem = createItems({ ...RENAMED, kafkaPrefix: 'k_' });
  const names = ['deviceId', 'timestamp', 'unit'];
  const item = toItem({ kind: 'record', names, values: ['d', 't', 'K'] }, createRecord(7));
  expect(toPlainPut(item, RENAMED, createJsonBytes())).toMatchObject({ kind: 'put', key: '1:dt' });
  expect(item).toEqual({
    pk: 'd',
    timestamp: 't',
    u: 'K',
    k_topic: 'sensor',
    k_partition: 0,
    k_offset: 7n,
    k_timestamp: 1000n,
  });
});
