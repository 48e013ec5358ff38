import avro from 'avsc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAvroDefinition } from '../src/avro-definition.ts';
import { canRead } from '../src/readability.ts';

const reads = (reader: unknown, writer: unknown) =>
  canRead(parseAvroDefinition(JSON.stringify(reader)), parseAvroDefinition(JSON.stringify(writer)));

/** The same question answered by the Avro library's own resolvers. */
function libraryReads(reader: unknown, writer: unknown): boolean {
  const compile = (schema: unknown) =>
    avro.Type.forSchema(schema as avro.Schema, { wrapUnions: 'always', registry: {} });
  try {
    compile(reader).createResolver(compile(writer), { ignoreNamespaces: true });
    return true;
  } catch {
    return false;
  }
}

const primitive = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');

/** Types of at most one name each, so that any two of them may sit in one schema only once. */
const type: fc.Arbitrary<unknown> = fc.letrec<{ type: unknown; plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    primitive,
    fc.record({ type: fc.constant('array'), items: tie('type') }),
    fc.record({ type: fc.constant('map'), values: tie('type') }),
  ),
  type: fc.oneof(
    tie('plain'),
    fc.uniqueArray(tie('plain'), {
      minLength: 1,
      maxLength: 3,
      selector: (each) => (typeof each === 'string' ? each : (each as { type: string }).type),
    }),
  ),
})).type;

const named = fc.oneof(
  fc.record({
    type: fc.constant('enum'),
    name: fc.constantFrom('E', 'n.E', 'F'),
    symbols: fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 }),
  }),
  fc.record({ type: fc.constant('fixed'), name: fc.constantFrom('E', 'F'), size: fc.constantFrom(1, 2) }),
);

const record = fc
  .uniqueArray(
    fc.record(
      {
        name: fc.constantFrom('a', 'b', 'c'),
        type: fc.oneof(type, named),
        aliases: fc.constantFrom([], ['a'], ['b']),
      },
      { requiredKeys: ['name', 'type'] },
    ),
    { selector: (field) => field.name, maxLength: 3 },
  )
  .filter(
    (fields) => fields.filter((field) => (field.type as { name?: string }).name !== undefined).length <= 1,
  )
  .map((fields) => ({
    type: 'record',
    name: 'R',
    fields: fields.map((field) =>
      field.type === 'null' || (Array.isArray(field.type) && field.type[0] === 'null')
        ? { ...field, default: null }
        : field,
    ),
  }));

test('agrees with the resolvers of the Avro library on any two schemas', () => {
  let readable = 0;
  fc.assert(
    fc.property(fc.oneof(type, named, record), fc.oneof(type, named, record), (reader, writer) => {
      const verdict = reads(reader, writer);
      if (verdict) readable++;
      expect(verdict).toBe(libraryReads(reader, writer));
    }),
    { numRuns: 1000 },
  );
  // Random pairs are mostly unreadable; the claim needs some of the other kind too.
  expect(readable).toBeGreaterThan(20);
});

test('every schema without aliases reads itself', () => {
  const withoutAliases = record.filter(({ fields }) => fields.every((field) => !field.aliases?.length));
  fc.assert(
    fc.property(fc.oneof(type, named, withoutAliases), (schema) => {
      expect(reads(schema, schema)).toBe(true);
    }),
  );
});

const recordOf = (...fields: unknown[]) => ({ type: 'record', name: 'R', fields });

// Where Avro-Java, the service's implementation, has its own way.
test.each([
  [
    'another namespace',
    { type: 'fixed', name: 'n.F', size: 1 },
    { type: 'fixed', name: 'm.F', size: 1 },
    true,
  ],
  ['another name', { type: 'fixed', name: 'F', size: 1 }, { type: 'fixed', name: 'G', size: 1 }, false],
  [
    'another name that is an alias',
    { type: 'fixed', name: 'F', size: 1, aliases: ['m.G'] },
    { type: 'fixed', name: 'm.G', size: 1 },
    true,
  ],
  [
    'an alias of another namespace',
    { type: 'fixed', name: 'F', size: 1, aliases: ['m.G'] },
    { type: 'fixed', name: 'k.G', size: 1 },
    false,
  ],
])('a named type with %s', (_title, reader, writer, expected) => {
  expect(reads(reader, writer)).toBe(expected);
});

test('an enum with a default reads symbols it does not have', () => {
  const reader = { type: 'enum', name: 'E', symbols: ['A'], default: 'A' };
  expect(reads(reader, { type: 'enum', name: 'E', symbols: ['A', 'B'] })).toBe(true);
});

test('a field that could come from two writer fields is ambiguous', () => {
  const reader = recordOf({ name: 'a', type: 'int', aliases: ['b'] });
  expect(reads(reader, recordOf({ name: 'b', type: 'int' }))).toBe(true);
  expect(reads(reader, recordOf({ name: 'a', type: 'int' }, { name: 'b', type: 'int' }))).toBe(false);
});

test('a record that holds itself is compared once', () => {
  const list = (value: string) =>
    recordOf({ name: 'value', type: value }, { name: 'next', type: ['null', 'R'] });
  expect(reads(list('long'), list('int'))).toBe(true);
  expect(reads(list('int'), list('long'))).toBe(false);
});
