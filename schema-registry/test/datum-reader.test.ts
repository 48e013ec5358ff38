import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AvroRecord, compileAvroType, compileDefinition } from '../src/index.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const read = (definition: unknown, payload: string) =>
  compileDefinition(JSON.stringify(definition)).read(hex(payload));

const logical = (type: string, logicalType: string, more: object = {}) => ({ type, logicalType, ...more });
const fixed = (size: number, more: object = {}) => ({ type: 'fixed', name: 'f', size, ...more });
const record = (name: string, fields: object[]) => ({ type: 'record', name, fields });
const DECIMAL = { logicalType: 'decimal', precision: 6, scale: 2 };

describe('what each type decodes to', () => {
  test.each<[string, unknown, string, unknown]>([
    ['null', 'null', '', null],
    ['boolean', 'boolean', '01', true],
    ['int', 'int', '01', -1],
    ['an int in more bytes than it needs', 'int', '8200', 1],
    ['long', 'long', '8001', 64],
    ['a long beyond 2^53', 'long', 'feffffffffffffffff01', 2n ** 63n - 1n],
    ['the smallest long', 'long', 'ffffffffffffffffff01', -(2n ** 63n)],
    ['a float, in the digits that tell it from others', 'float', 'cdcccc3d', 0.1],
    ['double', 'double', '9a9999999999b93f', 0.1],
    ['string', 'string', '06e282ac', '€'],
    ['U+FFFD itself', 'string', '06efbfbd', '\uFFFD'],
    ['bytes', 'bytes', '0400ff', hex('00ff')],
    ['fixed', fixed(2), '00ff', hex('00ff')],
    ['enum', { type: 'enum', name: 'e', symbols: ['A', 'B'] }, '02', 'B'],
    ['array', { type: 'array', items: 'int' }, '04 02 04 00', [1, 2]],
    ['array in blocks with lengths', { type: 'array', items: 'int' }, '01 02 02 01 02 04 00', [1, 2]],
    ['map', { type: 'map', values: 'int' }, '02 0261 02 00', new Map([['a', 1]])],
    ['null of a union', ['null', 'int'], '00', null],
    ['int of int and double', ['int', 'double'], '0002', 1],
    ['double of int and double', ['int', 'double'], '02 000000000000e03f', 0.5],
    [
      'decimal in bytes',
      { type: 'bytes', ...DECIMAL },
      '04fb2e',
      { kind: 'decimal', unscaled: -1234n, scale: 2 },
    ],
    ['decimal in fixed', fixed(4, DECIMAL), '000004d2', { kind: 'decimal', unscaled: 1234n, scale: 2 }],
    ['date', logical('int', 'date'), 'ac9d02', '2020-01-01'],
    ['date before 1970', logical('int', 'date'), '01', '1969-12-31'],
    ['the last date', logical('int', 'date'), 'feffffff0f', '+5881580-07-11'],
    ['time-millis', logical('int', 'time-millis'), 'b282b903', '01:00:12.825'],
    ['time-micros', logical('long', 'time-micros'), '02', '00:00:00.000001'],
    ['timestamp-millis', logical('long', 'timestamp-millis'), '00', '1970-01-01T00:00:00.000Z'],
    [
      'timestamp-micros before 1970',
      logical('long', 'timestamp-micros'),
      '01',
      '1969-12-31T23:59:59.999999Z',
    ],
    ['timestamp-nanos', logical('long', 'timestamp-nanos'), '02', '1970-01-01T00:00:00.000000001Z'],
    [
      'the last timestamp-micros',
      logical('long', 'timestamp-micros'),
      'feffffffffffffffff01',
      '+294247-01-10T04:00:54.775807Z',
    ],
    [
      'the first timestamp-nanos',
      logical('long', 'timestamp-nanos'),
      'ffffffffffffffffff01',
      '1677-09-21T00:12:43.145224192Z',
    ],
    ['local-timestamp-millis', logical('long', 'local-timestamp-millis'), '02', '1970-01-01T00:00:00.001'],
    ['local-timestamp-micros', logical('long', 'local-timestamp-micros'), '02', '1970-01-01T00:00:00.000001'],
    [
      'local-timestamp-nanos',
      logical('long', 'local-timestamp-nanos'),
      '02',
      '1970-01-01T00:00:00.000000001',
    ],
    ['uuid in a string', logical('string', 'uuid'), '0441 42', 'AB'],
    [
      'uuid in fixed',
      fixed(16, { logicalType: 'uuid' }),
      '0123456789abcdef0123456789abcdef',
      '01234567-89ab-cdef-0123-456789abcdef',
    ],
    ['duration', fixed(12, { logicalType: 'duration' }), '01000000 02000000 bb0b0000', 'P1M2DT3.003S'],
  ])('%s', (_what, definition, payload, value) => {
    expect(read(definition, payload)).toEqual(value);
  });

  test.each<[string, unknown, string, unknown]>([
    ['unknown', logical('int', 'big-time'), '02', 1],
    ['for another type', logical('long', 'date'), '02', 1],
    ['a decimal with more scale than precision', { type: 'bytes', ...DECIMAL, scale: 7 }, '0201', hex('01')],
    ['a decimal without precision', { type: 'bytes', logicalType: 'decimal' }, '0201', hex('01')],
    ['a decimal with more digits than its fixed has', fixed(2, DECIMAL), '0001', hex('0001')],
    ['a uuid of fifteen bytes', fixed(1, { logicalType: 'uuid' }), '01', hex('01')],
    ['on an enum', { type: 'enum', name: 'e', symbols: ['A'], logicalType: 'date' }, '00', 'A'],
  ])('an annotation is ignored: %s', (_what, definition, payload, value) => {
    expect(read(definition, payload)).toEqual(value);
  });
});

describe('records', () => {
  test('have their sender’s names at every level', () => {
    const renamed = (name: string) => [{ name: 'a_b', type: 'int', originalName: name }];
    const definition = record('r', [
      { name: 'x_y', originalName: 'x y', type: record('inner', renamed('a-b')) },
      { name: 'list', type: { type: 'array', items: record('element', renamed('größe')) } },
      { name: 'map', type: { type: 'map', values: record('value', renamed('__proto__')) } },
      { name: 'union', type: ['null', record('branch', renamed('constructor'))] },
    ]);
    const one = (name: string) => ({ kind: 'record', names: [name], values: [1] });
    expect(read(definition, '02 020200 02026b0200 0202')).toEqual({
      kind: 'record',
      names: ['x y', 'list', 'map', 'union'],
      values: [one('a-b'), [one('größe')], new Map([['k', one('__proto__')]]), one('constructor')],
    });
  });

  test('of one type share one list of names', () => {
    const { read: decode } = compileDefinition(JSON.stringify(record('r', [{ name: 'a', type: 'int' }])));
    const [first, second] = [decode(hex('02')), decode(hex('04'))] as AvroRecord[];
    expect(first!.names).toBe(second!.names);
  });

  test('may be recursive, and errors', () => {
    const definition = { ...record('n', [{ name: 'next', type: ['null', 'n'] }]), type: 'error' };
    const node = (next: unknown) => ({ kind: 'record', names: ['next'], values: [next] });
    expect(read(definition, '0200')).toEqual(node(node(null)));
  });

  test('a key of a map that comes twice has its later value, whatever it is called', () => {
    const definition = { type: 'map', values: 'int' };
    const proto = '12 5f5f70726f746f5f5f';
    expect(read(definition, `04 ${proto} 02 ${proto} 04 00`)).toEqual(new Map([['__proto__', 2]]));
  });
});

describe('what is wrong with a datum', () => {
  const MISMATCH = ['mismatch', 'payload is not a datum of its schema'];

  test.each<[string, unknown, string, string[]]>([
    ['a boolean that is neither', 'boolean', '02', MISMATCH],
    ['an int of more than 32 bits', 'int', '8080808010', MISMATCH],
    ['a varint without an end', 'long', 'ff'.repeat(50), MISMATCH],
    ['a varint of more than 64 bits', 'long', 'ffffffffffffffffff02', MISMATCH],
    ['a branch that is not there', ['null'], '02', MISMATCH],
    ['a negative branch', ['null'], '01', MISMATCH],
    ['any datum of a union without branches', [], '00', MISMATCH],
    ['a symbol that is not there', { type: 'enum', name: 'e', symbols: [] }, '00', MISMATCH],
    ['a time after the day', logical('int', 'time-millis'), '80f0b252', MISMATCH],
    ['a decimal of no bytes', { type: 'bytes', ...DECIMAL }, '00', MISMATCH],
    ['bytes of negative length', 'bytes', '01', ['mismatch', 'payload ends inside the datum (1 bytes)']],
    ['a text that is cut off', 'string', '0461', ['mismatch', 'payload ends inside the datum (2 bytes)']],
    ['a text that is no UTF-8', 'string', '02ff', ['invalid_utf8', 'a text is not UTF-8']],
    ['a lone surrogate', 'string', '06eda080', ['invalid_utf8', 'a text is not UTF-8']],
    ['a key of a map that is no UTF-8', { type: 'map', values: 'null' }, '0202ff00', ['invalid_utf8', '']],
    ['bytes after it', 'null', '010203', ['trailing_bytes', 'payload has 3 bytes after the datum']],
  ])('%s', (_what, definition, payload, [reason, message]) => {
    expect(() => read(definition, payload)).toThrow(
      expect.objectContaining({
        name: 'DatumError',
        reason,
        message: expect.stringContaining(message!) as string,
      }) as Error,
    );
  });
});

/** A definition, and events of it as the encoder takes them beside what they must be read as. */
type Model = { definition: unknown; event: fc.Arbitrary<[encoded: unknown, read: unknown]> };

const same = <Value>(values: fc.Arbitrary<Value>) =>
  values.map((value): [unknown, unknown] => [value, value]);

const LEAVES: Model[] = [
  { definition: 'null', event: same(fc.constant(null)) },
  { definition: 'boolean', event: same(fc.boolean()) },
  { definition: 'int', event: same(fc.integer()) },
  { definition: 'long', event: same(fc.maxSafeInteger()) },
  { definition: 'double', event: same(fc.double()) },
  { definition: 'string', event: same(fc.string({ unit: 'binary' })) },
  { definition: 'bytes', event: same(fc.uint8Array().map((bytes) => Buffer.from(bytes))) },
];

let names = 0;

const models: fc.Memo<Model> = fc.memo((depth) => {
  const leaf = fc.constantFrom(...LEAVES);
  if (depth <= 1) return leaf;
  const array = models(depth - 1).map(({ definition, event }): Model => ({
    definition: { type: 'array', items: definition },
    event: fc
      .array(event, { maxLength: 3 })
      .map((all) => [all.map(([first]) => first), all.map(([, last]) => last)]),
  }));
  const map = models(depth - 1).map(({ definition, event }): Model => ({
    definition: { type: 'map', values: definition },
    event: fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]+$/), event), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((all) => [
        Object.fromEntries(all.map(([name, [first]]) => [name, first])),
        new Map(all.map(([name, [, last]]) => [name, last])),
      ]),
  }));
  const nullable = models(depth - 1)
    .filter(({ definition }) => definition !== 'null' && !Array.isArray(definition))
    .map(({ definition, event }): Model => ({
      definition: ['null', definition],
      event: fc.option(event).map((some) => some ?? [null, null]),
    }));
  const fields = fc.array(fc.tuple(models(depth - 1), fc.stringMatching(/^[A-Z _-]*$/)), { maxLength: 4 });
  return fc.oneof(leaf, array, map, nullable, fields.map(toRecordModel));
});

function toRecordModel(fields: (readonly [Model, string])[]): Model {
  const originals = fields.map(([, original], index) => original || `f${index}`);
  const kept =
    new Set(originals).size === originals.length ? originals : fields.map((_, index) => `f${index}`);
  return {
    definition: {
      type: 'record',
      name: `r${names++}`,
      fields: fields.map(([{ definition }, originalName], index) => ({
        name: `f${index}`,
        type: definition,
        originalName,
      })),
    },
    event: fc
      .tuple(...fields.map(([{ event }]) => event))
      .map((all) => [
        Object.fromEntries(all.map(([first], index) => [`f${index}`, first])),
        { kind: 'record', names: kept, values: all.map(([, last]) => last) },
      ]),
  };
}

const cases = models(4).chain(({ definition, event }) => fc.tuple(fc.constant(definition), event));

test('whatever avsc encodes of whatever definition is read as it was', () => {
  fc.assert(
    fc.property(cases, ([definition, [event, expected]]) => {
      const text = JSON.stringify(definition);
      const payload = compileAvroType(text).encode(event);
      expect(compileDefinition(text).read(payload)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('arbitrary bytes are a datum or a DatumError, never anything else', () => {
  const outcome = (definition: unknown, bytes: Uint8Array): string => {
    const { read: decode } = compileDefinition(JSON.stringify(definition));
    try {
      decode(Buffer.from(bytes));
      return 'a datum';
    } catch (error) {
      return (error as Error).name;
    }
  };
  fc.assert(
    fc.property(cases, fc.uint8Array({ maxLength: 60 }), ([definition], bytes) => {
      expect(['a datum', 'DatumError']).toContain(outcome(definition, bytes));
    }),
    { numRuns: 500 },
  );
});

test('every float is read as the number with the fewest digits that is this float', () => {
  const definition = '"float"';
  fc.assert(
    fc.property(fc.float(), (float) => {
      const value = compileDefinition(definition).read(compileAvroType(definition).encode(float)) as number;
      expect(Math.fround(value)).toBe(float);
      expect(String(value).length).toBeLessThanOrEqual(String(float).length);
    }),
    { numRuns: 500 },
  );
});
