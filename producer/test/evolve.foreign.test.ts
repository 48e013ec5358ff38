import { compileAvroType } from '@glueline/schema-registry';
import { describe, expect, test } from 'vitest';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { FieldConflictError, InvalidEventError, RegistrationError } from '../src/errors.ts';
import { evolve } from '../src/evolve.ts';
import { event, key, options } from './event-fixture.ts';

/*
 * Schemas that others registered, by hand or with another producer: events are fitted to what they are.
 */
const keyFields = [
  { name: 'deviceId', type: 'string' },
  { name: 'timestamp', type: 'string' },
];

function schemaOf(...fields: object[]): RecordDefinition {
  return parseDefinition(
    JSON.stringify({ type: 'record', name: 'sensor', fields: [...keyFields, ...fields] }),
  );
}

/** Encodes and decodes as readers see it; without the key. */
function read(definition: RecordDefinition, fields: Record<string, unknown>): unknown {
  const evolved = evolve(definition, event(fields), options);
  const type = compileAvroType(toDefinitionText(evolved.definition));
  const { deviceId, timestamp, ...rest } = type.decode(type.encode(evolved.datum)) as Record<string, unknown>;
  expect({ deviceId, timestamp }).toEqual(key);
  return { ...rest };
}

const optional = (type: unknown) => ({ name: 'a', type: ['null', type], default: null });
const site = { type: 'record', name: 'site', fields: [{ name: 'id', type: 'string' }] };
const uuid = 'b44201e8-a164-45f6-bf77-980aa1e90b84';
const unitEnum = { type: 'enum', name: 'unit', symbols: ['C', 'F'] };

describe('a type takes what it describes', () => {
  test.each<[string, object, unknown, unknown]>([
    ['int', optional('int'), -(2 ** 31), -(2 ** 31)],
    ['long', optional('long'), 2 ** 40, 2 ** 40],
    ['double', optional('double'), 0.1, 0.1],
    ['float, rounding fractions', optional('float'), 0.1, Math.fround(0.1)],
    ['float, whole numbers it holds', optional('float'), 2 ** 24, 2 ** 24],
    ['boolean, spelled out', optional({ type: 'boolean' }), true, true],
    ['a symbol of an enum', optional(unitEnum), 'C', 'C'],
    ['a map', optional({ type: 'map', values: 'int' }), { x: 1, constructor: 2 }, { x: 1, constructor: 2 }],
    ['a map without members', optional({ type: 'map', values: 'int' }), {}, {}],
    ['an array of items that are not null', optional({ type: 'array', items: 'string' }), ['x'], ['x']],
    ['a record', optional(site), { id: 'x' }, { id: 'x' }],
    ['a union of several', optional('string'), 'x', 'x'],
    ['a uuid', optional({ type: 'string', logicalType: 'uuid' }), uuid, uuid],
    ['a date, as its number of days', optional({ type: 'int', logicalType: 'date' }), 20_000, 20_000],
    ['an unknown logical type', optional({ type: 'string', logicalType: 'phone' }), 'x', 'x'],
    ['null first or last', { name: 'a', type: ['double', 'null'], default: 0 }, null, null],
    ['a default', { name: 'a', type: { type: 'array', items: 'int' }, default: [] }, undefined, []],
    ['null without a default', { name: 'a', type: ['null', 'int'] }, undefined, null],
  ])('%s', (_title, field, sent, decoded) => {
    expect(read(schemaOf(field), { a: sent })).toEqual({ a: decoded });
  });

  const decimal = { type: 'bytes', logicalType: 'decimal', precision: 4 };
  test.each<[string, object, unknown, string]>([
    ['an int beyond 32 bits', optional('int'), 2 ** 31, '["null","int"] (a number)'],
    ['what a float would change', optional('float'), 2 ** 24 + 1, '["null","float"] (a number)'],
    ['a symbol the enum lacks', optional(unitEnum), 'K', '["null","enum"] (a string)'],
    ['text for bytes', optional('bytes'), 'x', '["null","bytes"] (a string)'],
    ['text for fixed', optional({ type: 'fixed', name: 'm', size: 1 }), 'x', '["null","fixed"] (a string)'],
    ['a number for a decimal', optional(decimal), 1, '["null","bytes"] (a number)'],
    ['text for a date', optional({ type: 'int', logicalType: 'date' }), 'x', '["null","int"] (a string)'],
    ['no uuid', optional({ type: 'string', logicalType: 'uuid' }), 'x', '["null","string"] (a string)'],
    ['an array for a map', optional({ type: 'map', values: 'int' }), [1], '["null","map"] (an array)'],
    ['an unprovided null', { name: 'a', type: 'int', default: 1 }, null, '"int" (null)'],
  ])('%s is a conflict', (_title, field, sent, typeAndKind) => {
    const rule = typeAndKind.replace(' (', ' as in the schema (received ');
    expect(() => evolve(schemaOf(field), event({ a: sent }), options)).toThrow(
      new FieldConflictError(`field a must be ${rule}`),
    );
  });

  test('a required field that is missing is a conflict', () => {
    const schema = schemaOf({ name: 'site', type: site });
    expect(() => evolve(schema, event(), options)).toThrow(
      new FieldConflictError('field site is required by the schema and missing from the event'),
    );
    expect(() => evolve(schema, event({ site: {} }), options)).toThrow(
      new FieldConflictError('field site.id is required by the schema and missing from the event'),
    );
  });

  test('a map has no member __proto__: readers would lose it', () => {
    const schema = schemaOf(optional({ type: 'map', values: 'int' }));
    expect(() => evolve(schema, event(JSON.parse('{"a": {"__proto__": 1}}')), options)).toThrow(
      new InvalidEventError('field a[] must not be named __proto__: readers of a map lose it'),
    );
  });
});

describe('a union of several types takes the branch that suits best', () => {
  const record = (name: string, ...fields: object[]) => ({ type: 'record', name, fields });
  const x = { name: 'x', type: 'double' };
  const y = { name: 'y', type: ['null', 'double'], default: null };
  test.each<[string, unknown[], unknown, unknown]>([
    ['by kind', ['null', 'string', 'double', 'boolean'], 1.5, 1.5],
    ['by kind', ['null', 'string', 'double', 'boolean'], 'x', 'x'],
    ['whole numbers to long', ['null', 'double', 'long'], 5, 5],
    ['fractions to double', ['null', 'double', 'long'], 5.5, 5.5],
    ['the first of equals, which the encoder wants named', ['int', 'double'], 5, { int: 5 }],
    ['no rounding where it can be avoided', ['float', 'double'], 0.1, { double: 0.1 }],
    ['float where it is exact', ['float', 'double'], 0.5, { float: 0.5 }],
    ['a long among several', ['int', 'long', 'double'], 2 ** 40, { long: 2 ** 40 }],
    ['an enum before text', [unitEnum, 'string'], 'C', { unit: 'C' }],
    ['text where the enum has no such symbol', [unitEnum, 'string'], 'K', { string: 'K' }],
    ['a record with all names', [record('p', x), record('q', x, y)], { x: 1, y: 2 }, { q: { x: 1, y: 2 } }],
    [
      'a map where no record has all',
      [record('p', x), { type: 'map', values: 'double' }],
      { z: 1 },
      { map: { z: 1 } },
    ],
    ['a record whose required fields are there', [record('p', x), record('q', y)], { y: 2 }, { q: { y: 2 } }],
    ['null in a wrapped union', ['null', 'int', 'double'], null, null],
  ])('%s: %j', (_title, branches, sent, decoded) => {
    expect(read(schemaOf({ name: 'a', type: branches }), { a: sent })).toEqual({ a: decoded });
  });
});

describe('a named type', () => {
  const point = {
    type: 'record',
    name: 'point',
    namespace: 'geo',
    fields: [{ name: 'x', type: ['null', 'double'], default: null }],
  };
  const schema = schemaOf(
    { name: 'from', type: ['null', point], default: null },
    { name: 'a', type: ['null', 'geo.point'], default: null },
  );

  test('is what its name says, and evolves where it stands', () => {
    const evolved = evolve(schema, event({ a: { x: 1, y: 2 } }), options);
    expect(evolved.definition).toEqual({
      ...schema,
      fields: [
        ...keyFields,
        {
          name: 'from',
          type: [
            'null',
            { ...point, fields: [...point.fields, { name: 'y', type: ['null', 'double'], default: null }] },
          ],
          default: null,
        },
        { name: 'a', type: ['null', 'geo.point'], default: null },
      ],
    });
    expect(read(schema, { a: { x: 1, y: 2 } })).toEqual({ from: null, a: { x: 1, y: 2 } });
  });

  test('may contain itself', () => {
    const list = {
      type: 'record',
      name: 'list',
      fields: [
        { name: 'head', type: 'int' },
        { name: 'tail', type: ['null', 'list'], default: null },
      ],
    };
    const sent = { head: 1, tail: { head: 2, tail: { head: 3 } } };
    expect(read(schemaOf(optional(list)), { a: sent })).toEqual({
      a: { head: 1, tail: { head: 2, tail: { head: 3, tail: null } } },
    });
  });

  test('that stands where a new record would go leaves it another name', () => {
    const taken = { type: 'record', name: 'location', namespace: 'sensor', fields: [] };
    const evolved = evolve(
      schemaOf({ name: 'place', type: ['null', taken], default: null }),
      event({ location: { lat: 1 } }),
      options,
    );
    expect(JSON.stringify(evolved.definition)).toContain('"name":"location_x00_","namespace":"sensor"');
    expect(() => compileAvroType(toDefinitionText(evolved.definition))).not.toThrow();
  });
});

test('a field that has the name an escaped one would get keeps it', () => {
  const schema = schemaOf({ name: 'wind_x20_speed', type: ['null', 'string'], default: null });
  const evolved = evolve(schema, event({ wind_x20_speed: 'x', 'wind speed': 1 }), options);
  expect(evolved.definition.fields.slice(2)).toEqual([
    schema.fields[2],
    {
      name: 'wind_x20_speed_x00_',
      type: ['null', 'double'],
      default: null,
      originalName: 'wind speed',
    },
  ]);
  expect(evolved.datum).toMatchObject({ wind_x20_speed: 'x', wind_x20_speed_x00_: 1 });
});

test('a field __proto__, which readers lose, is left alone beside one that they find', () => {
  const schema = schemaOf({ name: '__proto__', type: ['null', 'double'], default: null });
  const evolved = evolve(schema, event(JSON.parse('{"__proto__": 1}')), options);
  expect(evolved.definition.fields.map(({ name }) => name)).toEqual([
    '_x5f__proto__',
    'deviceId',
    'timestamp',
    '__proto__',
  ]);
  const type = compileAvroType(toDefinitionText(evolved.definition));
  expect(type.decode(type.encode(evolved.datum))).toMatchObject({ ...key, _x5f__proto__: 1 });
});

describe('when it evolves', () => {
  const text =
    '{"type":"record","name":"sensor","namespace":"acme","doc":"kept","aliases":["old"],"owner":{"team":1.0},' +
    '"fields":[{"name":"timestamp","type":"string","order":"descending"},{"name":"deviceId","type":{"type":"string"}},' +
    '{"name":"big","type":"double","default":12345678901234567890,"doc":"d"},' +
    '{"name":"inner","type":["null",{"type":"record","name":"inner","fields":[{"name":"b","type":"int","default":0,"aliases":["c"]}]}],"default":null},' +
    '{"name":"level","type":{"type":"int","logicalType":"date"},"default":1,"unit":"days"}]}';

  test('everything of it stays as it was, numbers that JavaScript would round included', () => {
    expect(toDefinitionText(parseDefinition(text))).toBe(text);
    const { definition } = evolve(parseDefinition(text), event({ inner: { a: true } }), options);
    expect(toDefinitionText(definition)).toBe(
      text.replace(
        '{"name":"b","type":"int"',
        '{"name":"a","type":["null","boolean"],"default":null},{"name":"b","type":"int"',
      ),
    );
  });

  test('new records are named by the full name of the record around them', () => {
    const { definition } = evolve(parseDefinition(text), event({ inner: { geo: {} } }), options);
    expect(toDefinitionText(definition)).toContain('"name":"geo","namespace":"acme.inner"');
  });

  test('new fields go to the same places in any order', () => {
    const grow = (...names: string[]) => {
      let definition = parseDefinition(text);
      for (const name of names) ({ definition } = evolve(definition, event({ [name]: 1 }), options));
      return toDefinitionText(definition);
    };
    expect(grow('z', 'a', 'e', 'k')).toBe(grow('k', 'e', 'z', 'a'));
  });
});

test.each([
  ['"string"', "the schema's latest version is not an Avro record: events cannot be fitted to it"],
  ['{"type":', "the schema's latest version is not JSON that can be read"],
  ['['.repeat(100_000), "the schema's latest version is not JSON that can be read"],
])('a definition that is no record cannot be evolved', (text, message) => {
  expect(() => parseDefinition(text)).toThrow(new RegistrationError(message));
});
