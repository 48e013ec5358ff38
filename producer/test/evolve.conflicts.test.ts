import { describe, expect, test } from 'vitest';
import { parseDefinition } from '../src/definition.ts';
import { FieldConflictError } from '../src/errors.ts';
import { evolve, type InferenceOptions } from '../src/evolve.ts';
import { event, evolveThrough, options, readFields } from './event-fixture.ts';

type Fields = Record<string, unknown>;
type Policy = InferenceOptions['conflictPolicy'];

/** What the consumer reads of the last of several events. */
function readLast(conflictPolicy: Policy, ...sequence: Fields[]): unknown {
  return readFields(evolveThrough(sequence.map(event), { ...options, conflictPolicy }).results.at(-1)!);
}

function addedByLast(conflictPolicy: Policy, ...sequence: Fields[]): string[] {
  const { versions } = evolveThrough(sequence.map(event), { ...options, conflictPolicy });
  const before = new Set(versions.at(-2)?.fields.map(({ name }) => name));
  return versions
    .at(-1)!
    .fields.map(({ name }) => name)
    .filter((name) => !before.has(name));
}

describe('stringify', () => {
  test.each<[string, Fields, Fields, Fields]>([
    ['text for a number', { a: 1 }, { a: 'hot' }, { a__string: '"hot"' }],
    ['a number for text, in place', { a: 'hot' }, { a: 1.5 }, { a: '1.5' }],
    ['an object for text, in place', { a: 'hot' }, { a: { b: [1] } }, { a: '{"b":[1]}' }],
    ['an object for a number', { a: 1 }, { a: { b: 'x' } }, { a__string: '{"b":"x"}' }],
    ['a number for an object', { a: { b: 1 } }, { a: 7 }, { a__string: '7' }],
    ['at any level', { a: { b: 1 } }, { a: { b: true } }, { a: { b__string: 'true' } }],
    ['an item that is to be text', { a: ['x'] }, { a: ['y', 1, null, {}] }, { a: ['y', '1', null, '{}'] }],
    ['another item: the whole array', { a: [1] }, { a: [2, 'x'] }, { a__string: '[2,"x"]' }],
    ['in the records of an array', { a: [{ b: 1 }] }, { a: [{ b: 'x' }] }, { a: [{ b__string: '"x"' }] }],
    ['items of several types', {}, { a: [1, 'x'] }, { a__string: '[1,"x"]' }],
    ['an empty array for a number', { a: 1 }, { a: [] }, { a__string: '[]' }],
    ['a name that is escaped', { 'a b': 1 }, { 'a b': true }, { 'a b__string': 'true' }],
  ])('%s: after %o, %o is read as %o', (_title, first, second, read) => {
    expect(readLast('stringify', first, second)).toEqual(read);
  });
});

describe('sidecar', () => {
  test.each<[string, Fields, Fields, Fields]>([
    ['text', { a: 1 }, { a: 'hot' }, { a__string: 'hot' }],
    ['a number', { a: 'hot' }, { a: 1.5 }, { a__double: 1.5 }],
    ['a fraction', { count: 1 }, { count: 1.5 }, { count__double: 1.5 }],
    ['a boolean', { a: 1 }, { a: false }, { a__boolean: false }],
    ['an object', { a: 1 }, { a: { b: { c: 1 } } }, { a__record: { b: { c: 1 } } }],
    ['an array', { a: 1 }, { a: [1, null] }, { a__array: [1, null] }],
    ['at any level', { a: { b: 1 } }, { a: { b: true, c: 1 } }, { a: { b__boolean: true, c: 1 } }],
    ['in the records of an array', { a: [{ b: 1 }] }, { a: [{ b: 'x' }] }, { a: [{ b__string: 'x' }] }],
    ['other items: the whole array', { a: [1] }, { a: ['x'] }, { a__array: ['x'] }],
    ['items of several types', { a: [1] }, { a: [1, 'x'] }, { a__json: '[1,"x"]' }],
    ['items of several types at first', {}, { a: [1, 'x'] }, { a__json: '[1,"x"]' }],
    ['an empty array', { a: 1 }, { a: [] }, { a__json: '[]' }],
    ['a name that is escaped', { 'a b': 1 }, { 'a b': true }, { 'a b__boolean': true }],
  ])('%s: after %o, %o is read as %o', (_title, first, second, read) => {
    expect(readLast('sidecar', first, second)).toEqual(read);
  });

  test('evolves like any other field', () => {
    const versions = [{ a: 1 }, { a: { b: 1 } }, { a: { c: 1 } }, { a: 2 }, { a: { b: 2, c: 3 } }];
    expect(readLast('sidecar', ...versions)).toEqual({ a__record: { b: 2, c: 3 } });
    expect(
      evolveThrough(versions.map(event), { ...options, conflictPolicy: 'sidecar' }).versions,
    ).toHaveLength(3);
  });

  test('has sidecars for what is inside of it', () => {
    expect(readLast('sidecar', { a: 1 }, { a: { b: 1 } }, { a: { b: 'x' } })).toEqual({
      a__record: { b__string: 'x' },
    });
  });

  test('a third type of items goes as text', () => {
    expect(readLast('sidecar', { a: [1] }, { a: ['x'] }, { a: [true] })).toEqual({ a__json: '[true]' });
  });

  test('what was found in an array that goes elsewhere brings no field', () => {
    expect(addedByLast('sidecar', { a: [{ b: 1 }] }, { a: [{ c: 1 }, 7] })).toEqual(['a__json']);
    expect(
      JSON.stringify(
        evolveThrough([event({ a: [{ b: 1 }] }), event({ a: [{ c: 1 }, 7] })], {
          ...options,
          conflictPolicy: 'sidecar',
        }).latest,
      ),
    ).not.toContain('"c"');
  });
});

describe.each<Policy>(['stringify', 'sidecar'])('under %s', (conflictPolicy) => {
  const given = { ...options, conflictPolicy };

  test('the field returns to its own type as if nothing had been', () => {
    expect(readLast(conflictPolicy, { a: 1 }, { a: 'x' }, { a: 2 })).toEqual({ a: 2 });
  });

  test('an event with fields of both names is refused: two values cannot be in one field', () => {
    const { latest } = evolveThrough([event({ a: 1, b: { a: 1 } })], given);
    const both = { a: 'x', a__string: 'y' };
    expect(() => evolve(latest, event(both), given)).toThrow(
      new FieldConflictError('field a does not fit, and "a__string" beside it is taken'),
    );
    expect(() => evolve(latest, event({ b: both }), given)).toThrow(
      new FieldConflictError('field b.a does not fit, and "a__string" beside it is taken'),
    );
  });

  test('a null of that name takes no place', () => {
    const first = { a: 1, a__string: 'x' };
    expect(readLast(conflictPolicy, first, { a: 'y', a__string: null })).toEqual({
      a__string: conflictPolicy === 'stringify' ? '"y"' : 'y',
    });
    expect(readLast(conflictPolicy, { a: 1 }, { a: 'y', a__string: null })).toHaveProperty('a__string');
  });

  test('a field of that name with another type is not written to', () => {
    const { latest } = evolveThrough([event({ a: 1, a__string: 2 })], given);
    expect(() => evolve(latest, event({ a: 'x' }), given)).toThrow(
      new FieldConflictError('field a does not fit, and "a__string" beside it is taken'),
    );
  });

  test('the key never goes elsewhere, whatever type a schema of others gives it', () => {
    const foreign = parseDefinition(
      JSON.stringify({
        type: 'record',
        name: 'sensor',
        fields: [
          { name: 'deviceId', type: ['null', 'long'], default: null },
          { name: 'timestamp', type: 'string' },
        ],
      }),
    );
    expect(() => evolve(foreign, event(), given)).toThrow(
      new FieldConflictError('field deviceId must be ["null","long"] as in the schema (received a string)'),
    );
  });

  test('further in, deviceId is a field like any other', () => {
    expect(readLast(conflictPolicy, { a: { deviceId: 1 } }, { a: { deviceId: true } })).toEqual({
      a: conflictPolicy === 'stringify' ? { deviceId__string: 'true' } : { deviceId__boolean: true },
    });
  });

  test('a record that lacks what it requires is in conflict as a whole; the event itself is refused', () => {
    const site = { type: 'record', name: 'site', fields: [{ name: 'id', type: 'string' }] };
    const foreign = parseDefinition(
      JSON.stringify({
        type: 'record',
        name: 'sensor',
        fields: [
          { name: 'deviceId', type: 'string' },
          { name: 'timestamp', type: 'string' },
          { name: 'site', type: ['null', site], default: null },
        ],
      }),
    );
    expect(readFields(evolve(foreign, event({ site: { id: null, name: 'x' } }), given))).toEqual(
      conflictPolicy === 'stringify'
        ? { site__string: '{"id":null,"name":"x"}' }
        : { site__record: { name: 'x' } },
    );
    const strict = { ...foreign, fields: [...foreign.fields, { name: 'unit', type: 'string' }] };
    expect(() => evolve(strict, event(), given)).toThrow(
      new FieldConflictError('field unit is required by the schema and missing from the event'),
    );
    const number = { ...foreign, fields: [...foreign.fields, { name: 'unit', type: 'long' }] };
    expect(() => evolve(number, event({ unit: 'x' }), given)).toThrow(
      new FieldConflictError('field unit must be "long" as in the schema (received a string)'),
    );
  });
});
