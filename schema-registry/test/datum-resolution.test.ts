import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileAvroType, compileDefinition, compileProjection, ResolutionError } from '../src/index.ts';

const schemaOf = (definition: unknown) => compileDefinition(JSON.stringify(definition)).schema;
const project = (writer: unknown, reader: unknown) => compileProjection(schemaOf(writer), schemaOf(reader));
const readAs = (writer: unknown, reader: unknown, event: unknown) =>
  project(writer, reader)(compileAvroType(JSON.stringify(writer)).encode(event));

const record = (fields: object[], more: object = {}) => ({ type: 'record', name: 'r', fields, ...more });
const one = (type: unknown, more: object = {}) => record([{ name: 'a', type, ...more }]);
const symbols = (...all: string[]) => ({ type: 'enum', name: 'e', symbols: all });
const fixed = (size: number) => ({ type: 'fixed', name: 'f', size });
const logical = (type: string, logicalType: string) => ({ type, logicalType });

describe('is read as the reader has it', () => {
  test.each<[string, unknown, unknown, unknown, unknown]>([
    ['int as long', 'int', 'long', -1, -1],
    ['int as float', 'int', 'float', 16_777_217, 16_777_216],
    ['int as double', 'int', 'double', 7, 7],
    ['long as double', 'long', 'double', 2n ** 60n, 2 ** 60],
    ['long as float', 'long', 'float', 3, 3],
    ['float as double', 'float', 'double', 0.5, 0.5],
    ['string as bytes', 'string', 'bytes', 'é', Buffer.from('é')],
    ['bytes as string', 'bytes', 'string', Buffer.from('é'), 'é'],
    ['a type as a union with it', 'int', ['null', 'int'], 1, 1],
    ['a type as the branch most like it', 'int', ['double', 'int'], 1, 1],
    ['a branch of a union as its type', ['null', 'int'], 'int', 1, 1],
    ['a union as a wider one', ['null', 'int'], ['string', 'null', 'long'], null, null],
    [
      'arrays of what can be read',
      { type: 'array', items: 'int' },
      { type: 'array', items: 'long' },
      [1],
      [1],
    ],
    [
      'maps of what can be read',
      { type: 'map', values: 'int' },
      { type: 'map', values: 'long' },
      { k: 1 },
      new Map([['k', 1]]),
    ],
    ['a symbol the reader has', symbols('A', 'B'), symbols('B'), 'B', 'B'],
    ['another as the default', symbols('A', 'B'), { ...symbols('B'), default: 'B' }, 'A', 'B'],
    ['a number as an instant', 'long', logical('long', 'timestamp-millis'), 0, '1970-01-01T00:00:00.000Z'],
    ['an instant as a number', logical('long', 'timestamp-millis'), 'long', 5, 5],
    ['a fixed of the same size', fixed(1), { ...fixed(1), namespace: 'n' }, Buffer.of(1), Buffer.of(1)],
  ])('%s', (_what, writer, reader, event, value) => {
    expect(readAs(writer, reader, event)).toEqual(value);
  });

  test('fields in the reader’s order and by its names, also by an alias; others left out', () => {
    const writer = record([
      { name: 'gone', type: { type: 'array', items: 'string' } },
      { name: 'old', type: 'int', originalName: 'o l d' },
      { name: 'kept', type: 'string' },
    ]);
    const reader = record([
      { name: 'kept', type: 'string', originalName: 'k-e-p-t' },
      { name: 'renamed', type: 'long', aliases: ['old'] },
    ]);
    expect(readAs(writer, reader, { gone: ['x'], old: 1, kept: 'y' })).toEqual({
      kind: 'record',
      names: ['k-e-p-t', 'renamed'],
      values: ['y', 1],
    });
  });

  test.each<[string, unknown, unknown, unknown]>([
    ['null', ['null', 'int'], null, null],
    ['a number', 'long', 7, 7],
    ['bytes', 'bytes', 'ÿ', Buffer.of(255)],
    ['a symbol', symbols('A'), 'A', 'A'],
    ['a list', { type: 'array', items: 'int' }, [1], [1]],
    ['a map', { type: 'map', values: 'int' }, { k: 1 }, new Map([['k', 1]])],
    [
      'a record',
      record([{ name: 'b', type: 'int', default: 3 }], { name: 'i' }),
      {},
      { kind: 'record', names: ['b'], values: [3] },
    ],
    ['a date', logical('int', 'date'), 0, '1970-01-01'],
    ['any branch of a union', ['null', 'int'], 1, 1],
  ])('a field that was not written, by its default: %s', (_what, type, json, value) => {
    expect(readAs(record([]), one(type, { default: json }), {})).toMatchObject({ values: [value] });
  });

  test('a recursive type', () => {
    const node = (value: string) =>
      record([
        { name: 'value', type: value },
        { name: 'next', type: ['null', 'r'] },
      ]);
    const read = readAs(node('int'), node('long'), { value: 1, next: { value: 2, next: null } });
    expect(read).toMatchObject({ values: [1, { values: [2, null] }] });
  });
});

describe('cannot be read, whatever the datum', () => {
  test.each<[string, unknown, unknown, string]>([
    ['another type', 'string', 'int', 'string cannot be read as int'],
    ['a narrower number', 'long', 'int', 'long cannot be read as int'],
    ['no branch', 'string', ['null', 'int'], 'string cannot be read as any branch of the union'],
    ['no branch at all', ['string', 'null'], 'int', 'string cannot be read as int'],
    ['another record', record([]), record([], { name: 's' }), 's has another name than what was written'],
    ['a fixed of another size', fixed(1), fixed(2), 'fixed f has another size'],
    ['no default', record([]), one('int'), 'field a was not written and has no default'],
    [
      'a default that does not fit',
      record([]),
      one('int', { default: 'x' }),
      'the default of field a does not fit its type',
    ],
    [
      'millis as micros',
      logical('long', 'timestamp-millis'),
      logical('long', 'timestamp-micros'),
      'timestamp-millis cannot be read as another timestamp-micros',
    ],
    ['a default in a circle', record([]), one('r', { default: {} }), 'the default of field a is too large'],
  ])('%s', (_what, writer, reader, message) => {
    expect(() => project(writer, reader)).toThrow(new ResolutionError(message));
  });
});

describe('cannot be read for one datum, and can for others', () => {
  test.each<[string, unknown, unknown, unknown, unknown, string]>([
    ['a branch the reader lacks', ['int', 'string'], 'int', 1, 'x', 'string cannot be read as int'],
    [
      'a symbol the reader lacks',
      symbols('A', 'B'),
      symbols('A'),
      'A',
      'B',
      'enum e lacks a symbol and has no default',
    ],
  ])('%s', (_what, writer, reader, good, bad, message) => {
    expect(readAs(writer, reader, good)).toBe(good);
    expect(() => readAs(writer, reader, bad)).toThrow(new ResolutionError(message));
  });
});

test('a default that would fill a trillion fields is refused', () => {
  const toRecord = (level: number): object =>
    record(
      ['a', 'b'].map((name) => ({
        name,
        type: level === 0 ? 'null' : name === 'a' ? toRecord(level - 1) : `r${level - 1}`,
        default: level === 0 ? null : {},
      })),
      { name: `r${level}` },
    );
  expect(() => project(record([], { name: 'r30' }), toRecord(30))).toThrow(ResolutionError);
});

test('a version that is resolved to itself reads what it reads', () => {
  fc.assert(
    fc.property(fc.integer(), fc.option(fc.string()), (a, b) => {
      const fields = [
        { name: 'a', type: 'int' },
        { name: 'b', type: ['null', 'string'] },
      ];
      const payload = compileAvroType(JSON.stringify(record(fields))).encode({ a, b });
      const itself = project(record(fields), record(fields));
      expect(itself(payload)).toEqual(compileDefinition(JSON.stringify(record(fields))).read(payload));
    }),
  );
});
