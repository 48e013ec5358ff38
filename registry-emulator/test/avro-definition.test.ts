import { expect, test } from 'vitest';
import { parseAvroDefinition } from '../src/avro-definition.ts';
import { InvalidDefinitionError } from '../src/errors.ts';
import { canRead } from '../src/readability.ts';

const parse = (schema: unknown) => parseAvroDefinition(JSON.stringify(schema));
const recordOf = (...fields: unknown[]) => ({ type: 'record', name: 'R', fields });

test.each<[string, unknown]>([
  ['a primitive', 'string'],
  ['a logical type', { type: 'long', logicalType: 'timestamp-millis' }],
  ['a logical type that makes no sense', { type: 'string', logicalType: 'decimal' }],
  ['custom properties', { ...recordOf(), 'connect.name': 'x' }],
  [
    'a reference to a type of its namespace',
    {
      ...recordOf({ name: 'a', type: { type: 'fixed', name: 'F', size: 1 } }, { name: 'b', type: 'n.F' }),
      namespace: 'n',
    },
  ],
  ['a default of the largest long', recordOf({ name: 'a', type: 'long', default: 9223372036854775807n })],
  [
    'a long with a logical type and a large default',
    recordOf({
      name: 'a',
      type: { type: 'long', logicalType: 'timestamp-micros' },
      default: 9223372036854775807n,
    }),
  ],
  ['a default of the first branch', recordOf({ name: 'a', type: ['long', 'null'], default: 5 })],
  [
    'names every JavaScript object has',
    recordOf(
      { name: 'constructor', type: ['null', 'int'], default: null },
      { name: '__proto__', type: { type: 'enum', name: 'E', symbols: ['toString', 'valueOf'] } },
    ),
  ],
])('takes %s', (_title, schema) => {
  const text = JSON.stringify(schema, (_key, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  expect(() => parseAvroDefinition(text)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['an unknown type', { type: 'integer' }, 'unknown type: "integer"'],
  ['an undefined reference', recordOf({ name: 'a', type: 'Other' }), 'undefined type name: Other'],
  ['a record without a name', { type: 'record', fields: [] }, 'missing name property in schema'],
  ['a record without fields', { type: 'record', name: 'R' }, 'non-array record fields: undefined'],
  ['a field twice', recordOf({ name: 'a', type: 'int' }, { name: 'a', type: 'int' }), 'duplicate field name'],
  ['a name that is none', { ...recordOf(), name: '1a' }, 'invalid name: "1a"'],
  ['a type twice in a union', ['int', 'int'], 'duplicate union branch name: "int"'],
  ['a union in a union', ['null', ['int']], 'unions cannot be directly nested'],
  [
    'a default of another type',
    recordOf({ name: 'a', type: 'int', default: 'x' }),
    'Invalid default for field a: "x"',
  ],
  [
    'a default of the second branch',
    recordOf({ name: 'a', type: ['int', 'null'], default: null }),
    'Invalid default for field a: null',
  ],
  [
    'an int of 33 bits',
    recordOf({ name: 'a', type: 'int', default: 2 ** 31 }),
    'Invalid default for field a',
  ],
  [
    'a record default without a field that has none',
    recordOf({
      name: 'a',
      type: { type: 'record', name: 'S', fields: [{ name: 'b', type: 'int' }] },
      default: {},
    }),
    'Invalid default for field a: {}',
  ],
  [
    'a fraction for a long',
    recordOf({ name: 'a', type: 'long', default: 1.5 }),
    'Invalid default for field a: 1.5',
  ],
])('refuses %s', (_title, schema, reason) => {
  expect(() => parse(schema)).toThrow(InvalidDefinitionError);
  expect(() => parse(schema)).toThrow(reason);
});

test('a record default may leave out what has a default itself', () => {
  const inner = { type: 'record', name: 'S', fields: [{ name: 'b', type: 'int', default: 1 }] };
  expect(() => parse(recordOf({ name: 'a', type: inner, default: {} }))).not.toThrow();
});

test('defaults that hold defaults that hold defaults cost no more than they are long', () => {
  const next = (_value: unknown, index: number) => ({
    type: 'record',
    name: `R${index + 1}`,
    fields: ['a', 'b', 'c'].map((name) => ({ name, type: `R${index}`, default: {} })),
  });
  const first = { type: 'record', name: 'R0', fields: [{ name: 'a', type: 'int', default: 1 }] };
  expect(() => parse([first, ...Array.from({ length: 500 }, next)])).not.toThrow();
});

test('a field named like a property of every object is optional like any other', () => {
  const before = parse(recordOf());
  const after = parse(recordOf({ name: 'constructor', type: ['null', 'int'], default: null }));
  expect([canRead(after, before), canRead(before, after)]).toEqual([true, true]);
});

test('the reason never carries a whole definition', () => {
  const fields = Array.from({ length: 1000 }, () => ({ name: 'same', type: 'int' }));
  expect(() => parse(recordOf(...fields))).toThrow(/^.{1,300}$/);
});
