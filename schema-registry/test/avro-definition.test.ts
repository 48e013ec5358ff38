import { describe, expect, test } from 'vitest';
import { type AvroRecord, compileDefinition, InvalidDefinitionError } from '../src/index.ts';

const compile = (definition: unknown) => compileDefinition(JSON.stringify(definition));
const record = (fields: object[], more: object = {}) => ({ type: 'record', name: 'r', fields, ...more });
const field = (type: unknown) => record([{ name: 'a', type }]);

describe('definitions that Avro-Java takes and avsc does not', () => {
  test.each<[string, unknown, string, unknown]>([
    [
      'an enum without symbols that is not used',
      ['null', { type: 'enum', name: 'e', symbols: [] }],
      '00',
      null,
    ],
    ['an empty union, as a field that no datum can have', { type: 'array', items: [] }, '00', []],
    ['a symbol with letters beyond ASCII', { type: 'enum', name: 'größe', symbols: ['süß'] }, '00', 'süß'],
    [
      'a namespace that is no name',
      { type: 'fixed', name: 'f', namespace: '1-2', size: 1 },
      'ff',
      Buffer.of(255),
    ],
    ['a type inside a type', { type: { type: 'int' } }, '02', 1],
  ])('%s', (_what, definition, payload, value) => {
    expect(compile(definition).read(Buffer.from(payload, 'hex'))).toEqual(value);
  });

  test('references in objects, by full names, and by those of the enclosing namespace or of none', () => {
    const fixed = { type: 'fixed', name: 'F', size: 1 };
    const inner = record(
      [
        { name: 'own', type: { ...fixed, name: 'G' } },
        { name: 'object', type: { type: 'G' } },
        { name: 'full', type: 'n.s.G' },
        { name: 'outer', type: 'F' },
      ],
      { name: 'n.s.inner' },
    );
    const definition = record([
      { name: 'f', type: fixed },
      { name: 'inner', type: inner },
    ]);
    const [, read] = (compile(definition).read(Buffer.from([1, 2, 3, 4, 5])) as AvroRecord).values;
    expect(read).toMatchObject({ values: [2, 3, 4, 5].map((byte) => Buffer.of(byte)) });
  });

  test.each(['NaN', 'not a number', { any: 'thing' }])('whatever a default is: %j', (value) => {
    const definition = record([{ name: 'größe', type: 'double', default: value }]);
    expect(compile(definition).read(Buffer.alloc(8))).toMatchObject({ names: ['größe'], values: [0] });
  });
});

test('names that every object has are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const definition = record(
    names.map((name) => ({ name, type: { type: 'fixed', name, size: 1 } })),
    { name: 'valueOf' },
  );
  expect(compile(definition).read(Buffer.from([1, 2, 3, 4]))).toMatchObject({ names });
  expect(() => compile(field('toString'))).toThrow(InvalidDefinitionError);
});

describe('original names', () => {
  const namesOf = (fields: [name: string, originalName?: unknown][]) =>
    compile(record(fields.map(([name, originalName]) => ({ name, type: 'null', originalName })))).read(
      Buffer.alloc(0),
    );

  test.each<[string, [string, unknown?][], string[]]>([
    ['stand for Avro’s', [['a_b', 'a-b'], ['c']], ['a-b', 'c']],
    [
      'may be another field’s in Avro',
      [
        ['a_b', 'a-b'],
        ['a_b_', 'a_b'],
      ],
      ['a-b', 'a_b'],
    ],
    [
      'that are empty, or no text, do not',
      [
        ['a', ''],
        ['b', 7],
      ],
      ['a', 'b'],
    ],
    [
      'none of which count when two are the same',
      [
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ],
      ['a', 'b', 'c'],
    ],
    ['nor when one is the name of another field', [['a', 'b'], ['b']], ['a', 'b']],
  ])('%s', (_what, fields, names) => {
    expect(namesOf(fields)).toMatchObject({ names });
  });
});

describe('a definition is refused, by where it is wrong and without a word of it', () => {
  test.each<[string, unknown, string]>([
    ['a name nobody defined', field('secret'), 'fields.0.type must be a type that is defined before it'],
    ['null', field(null), 'fields.0.type must be a type'],
    ['no type', { hello: 1 }, 'type must be a type'],
    ['a record without a name', { type: 'record', fields: [] }, 'definition must have a name'],
    ['a record without fields', { type: 'record', name: 'r' }, 'fields must be a list'],
    ['a field without a name', record([{ type: 'int' }]), 'fields.0 must have a name'],
    [
      'two fields of one name',
      record([0, 1].map(() => ({ name: 'a', type: 'int' }))),
      'fields must not have two fields of one name',
    ],
    [
      'a type twice',
      field([record([]), 'int']),
      'fields.0.type.0 must not have a name that is defined before it',
    ],
    ['a union in a union', [['int']], 'definition must not have a union as a branch'],
    [
      'symbols that are no list',
      { type: 'enum', name: 'e', symbols: 'A' },
      'symbols must be a list of texts',
    ],
    [
      'a size that is none',
      { type: 'fixed', name: 'f', size: -1 },
      'size must be a whole number from 0 to 2147483647',
    ],
    ['an array of nothing', { type: 'array' }, 'items must be a type'],
  ])('%s', (_what, definition, message) => {
    expect(() => compile(definition)).toThrow(new InvalidDefinitionError(message));
  });

  const nest = (levels: number) => `${'{"type":"array","items":'.repeat(levels)}"int"${'}'.repeat(levels)}`;

  test.each([
    ['what is no JSON', '{"type":', 'definition is not JSON'],
    ['too many levels', nest(501), 'a definition has at most 500 levels'],
    ['too many characters', nest(10_000), 'a definition has at most 170000 characters'],
    ['brackets only', '['.repeat(169_999), 'definition is not JSON'],
  ])('%s', (_what, definition, message) => {
    expect(() => compileDefinition(definition)).toThrow(new InvalidDefinitionError(message));
  });

  test('but as many levels as there may be are compiled', () => {
    expect(compileDefinition(nest(499)).read(Buffer.of(0))).toEqual([]);
  });
});

test('the widest definitions there can be are compiled', () => {
  const many = (text: (index: number) => string, count: number) =>
    Array.from({ length: count }, (_, index) => text(index)).join(',');
  const union = `[${many((index) => `{"type":"fixed","name":"f${index}","size":1}`, 3800)}]`;
  const symbols = `{"type":"enum","name":"e","symbols":[${many((index) => `"s${index}"`, 20_000)}]}`;
  expect(compileDefinition(union).read(Buffer.from('ae3bff', 'hex'))).toEqual(Buffer.of(255));
  expect(compileDefinition(symbols).read(Buffer.from('8cb801', 'hex'))).toBe('s11782');
});
