import { NumberValue } from '@aws-sdk/lib-dynamodb';
import type { AvroValue } from '@glueline/schema-registry';
import { describe, expect, test } from 'vitest';
import type { ItemError } from '../src/errors.ts';
import { toCheckedBytes, toItemKey } from '../src/item.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { createItems } from '../src/plain-put.ts';
import { createRecord } from './doubles.ts';

const KEY = { deviceId: '000001', timestamp: '2026-01-01T00:00:00.000000Z' };

const MAPPING = toMapping({ PARTITION_KEY: 'deviceId', SORT_KEY: 'timestamp' });
const toMappedItem = createItems(MAPPING);
/** An object is a record, as a decoded one is. */
const toItem = (event: AvroValue | object) => {
  const item = toMappedItem(toValue(event), createRecord(0));
  toCheckedBytes(item);
  return item;
};

function toValue(value: unknown): AvroValue {
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value !== 'object' || value === null || 'kind' in value || value instanceof Map) {
    return value as AvroValue;
  }
  if (value instanceof Uint8Array) return value as Buffer;
  return { kind: 'record', names: Object.keys(value), values: Object.values(value).map(toValue) };
}

describe('an event becomes an item', () => {
  test('without fields that are null at any level, and with nulls of lists and maps', () => {
    const map = new Map([['there', null]]);
    expect(toItem({ ...KEY, gone: null, list: [null], map, nested: [{ gone: null, kept: 1 }] })).toEqual({
      ...KEY,
      list: [null],
      map,
      nested: [new Map([['kept', 1]])],
    });
  });

  test('whose numbers stay numbers, also beyond 2^53', () => {
    const item = toItem({ ...KEY, small: -0.5, long: 9_007_199_254_740_993n, double: 1e20, zero: 0 });
    expect(item).toMatchObject({ small: -0.5, long: 9_007_199_254_740_993n, zero: 0 });
    expect(item['double']).toEqual(NumberValue.from('100000000000000000000'));
  });

  test('with bytes as they are, and records and maps as maps', () => {
    const counts = new Map<string, AvroValue>([['a', [{ kind: 'decimal', unscaled: 15n, scale: 1 }]]]);
    const item = toItem({ ...KEY, bytes: Buffer.from([1, 2]), place: { latitude: 50 }, counts });
    expect(item['bytes']).toEqual(Buffer.from([1, 2]));
    expect(item['place']).toEqual(new Map([['latitude', 50]]));
    expect(item['counts']).toEqual(new Map([['a', [NumberValue.from('1.5')]]]));
  });

  test('also a map, by its keys', () => {
    expect(toItem(new Map(Object.entries(KEY)))).toEqual(KEY);
  });

  test('even when fields are named as parts of an object are', () => {
    const event = { ...KEY, constructor: 'Bosch', nested: { constructor: { name: 'Set' } } };
    const item = toItem(Object.fromEntries([...Object.entries(event), ['__proto__', 'x']]));
    expect(Object.entries(item)).toContainEqual(['__proto__', 'x']);
    expect(item['nested']).toEqual(new Map([['constructor', new Map([['name', 'Set']])]]));
  });
});

describe('an event that cannot be an item is refused', () => {
  const nest = (levels: number): unknown => (levels === 0 ? 'x' : [nest(levels - 1)]);

  test.each<[string, string, AvroValue | object, string]>([
    ['no record', 'not_a_record', 'a text', 'the event is not a record'],
    ['a list', 'not_a_record', [KEY], 'the event is not a record'],
    [
      'a name without characters',
      'invalid_name',
      { ...KEY, map: new Map([['', 1]]) },
      'the name of an attribute has at least one character',
    ],
    ['no key', 'missing_key', { deviceId: '1' }, 'the event has no timestamp'],
    ['a null key', 'missing_key', { ...KEY, deviceId: null }, 'the event has no deviceId'],
    [
      'a number as key',
      'invalid_key',
      { ...KEY, deviceId: 1 },
      'deviceId must be a string (received a number)',
    ],
    [
      'an empty key',
      'invalid_key',
      { ...KEY, timestamp: '' },
      'timestamp must have 1 to 1024 bytes (received 0)',
    ],
    [
      'a long key',
      'invalid_key',
      { ...KEY, deviceId: 'é'.repeat(1025) },
      'deviceId must have 1 to 2048 bytes (received 2050)',
    ],
    ...[Number.NaN, Number.POSITIVE_INFINITY, 1e126, 1e-131, -Number.MIN_VALUE].map(
      (value): [string, string, object, string] => [
        String(value),
        'invalid_number',
        { ...KEY, value },
        'a number is NaN, infinite, or outside of what DynamoDB holds',
      ],
    ),
    ['33 levels', 'too_deep', { ...KEY, value: nest(32) }, 'an item has at most 32 levels of nesting'],
    [
      'too much',
      'too_large',
      { ...KEY, value: 'x'.repeat(409_600) },
      'an item has at most 409600 bytes (received 409655)',
    ],
  ])('%s: %s', (_what, reason, event, message) => {
    const expected = expect.objectContaining({ name: 'ItemError', reason, message }) as ItemError;
    expect(() => toItem(event)).toThrow(expected);
  });

  test('but the deepest and the largest allowed are taken', () => {
    expect(toItem({ ...KEY, value: nest(31) })).toBeDefined();
    expect(toItem({ ...KEY, value: 'x'.repeat(409_600 - 55) })).toBeDefined();
  });
});

test('two items have one key exactly when both attributes are equal', () => {
  const key = (deviceId: string, timestamp: string) => toItemKey({ deviceId, timestamp }, MAPPING.key);
  expect(key('a', 'b')).toBe(key('a', 'b'));
  expect(key('a', 'b')).not.toBe(key('b', 'a'));
  expect(key('a', '1:b')).not.toBe(key('a1:', 'b'));
  expect(key('a","b', 'c')).not.toBe(key('a', 'b","c'));
});
