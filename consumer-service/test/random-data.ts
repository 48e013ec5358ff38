import type { AvroSchema } from '@glueline/schema-registry';
import fc from 'fast-check';

/*
 * Definitions with the two fields of a key, and payloads: most are data of their definition, some of them damaged.
 */

const LEAVES: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'string',
  'bytes',
  { type: 'int', logicalType: 'date' },
  { type: 'long', logicalType: 'timestamp-micros' },
  { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
);

const NAMES = fc.constantFrom('a', 'b', 'c', 'dtopic', 'doffset', 'e', '__proto__', 'constructor');
const ORIGINAL_NAMES = fc.option(fc.constantFrom('größe', 'a "b"', 'x\ny', ''), { nil: undefined, freq: 3 });

/** Named types are defined where they stand, so each needs a name of its own. */
let lastName = 0;
const name = () => `N${lastName++}`;

function types(levels: number): fc.Arbitrary<unknown> {
  if (levels === 0) return LEAVES;
  const inner = types(levels - 1);
  return fc.oneof(
    { arbitrary: LEAVES, weight: 4 },
    { arbitrary: LEAVES.filter((type) => type !== 'null').map((type) => ['null', type]), weight: 4 },
    inner.map((items) => ({ type: 'array', items })),
    inner.map((values) => ({ type: 'map', values })),
    fields(inner, 0).map((list) => ({ type: 'record', name: name(), fields: list })),
    fc.constant(null).map(() => ({ type: 'enum', name: name(), symbols: ['A', 'B'] })),
    fc.constant(null).map(() => ({ type: 'fixed', name: name(), size: 3 })),
  );
}

function fields(type: fc.Arbitrary<unknown>, minLength: number) {
  return fc.uniqueArray(fc.record({ name: NAMES, type, originalName: ORIGINAL_NAMES }), {
    selector: (field) => field.name,
    minLength,
    maxLength: 5,
  });
}

const KEYS: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constant('string'), weight: 6 },
  fc.constantFrom<unknown>(['null', 'string'], { type: 'long', logicalType: 'timestamp-millis' }, 'int'),
);

/** A field of its own record's type, which ends where it is null. */
const CIRCLE = fc.boolean().map((is) => (is ? [{ name: 'circle', type: ['null', 'sensor'] }] : []));

export const definitions: fc.Arbitrary<object> = fc
  .tuple(fields(types(2), 0), KEYS, KEYS, CIRCLE)
  .map(([list, first, second, circle]) => ({
    type: 'record',
    name: 'sensor',
    fields: [...list, { name: 'deviceId', type: first }, { name: 'timestamp', type: second }, ...circle],
  }));

export function payloads(schema: AvroSchema): fc.Arbitrary<Buffer> {
  return fc.oneof(
    { arbitrary: data(schema, 4), weight: 6 },
    { arbitrary: fc.tuple(data(schema, 4), fc.nat(), fc.nat(255)).map(damage), weight: 1 },
    { arbitrary: data(schema, 4).map((bytes) => Buffer.concat([bytes, Buffer.from([0])])), weight: 1 },
  );
}

function damage([bytes, at, byte]: [Buffer, number, number]): Buffer {
  const damaged = Buffer.from(bytes);
  if (damaged.length > 0) damaged[at % damaged.length] = byte;
  return damaged;
}

const TEXTS = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc.constantFrom('', '"', '\\', '\u0000', '\u007f', 'x'.repeat(70), '\uFFFD', '€'.repeat(30)),
);
const DOUBLES = fc.oneof(
  fc.double(),
  fc.integer({ min: -100_000, max: 100_000 }).map((hundredths) => hundredths / 100),
  fc.constantFrom(
    -0,
    0.1 + 0.2,
    1e21,
    1e22,
    2 ** 53,
    1e125,
    1e126,
    1e-130,
    5e-324,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
);

function data(schema: AvroSchema, levels: number): fc.Arbitrary<Buffer> {
  switch (schema.kind) {
    case 'null':
      return fc.constant(Buffer.alloc(0));
    case 'boolean':
      return fc.boolean().map((is) => Buffer.from([is ? 1 : 0]));
    case 'int':
      return fc
        .oneof(fc.integer(), fc.integer({ min: -9, max: 20_000 }))
        .map((value) => toVarint(BigInt(value)));
    case 'long':
      return fc
        .oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -99n, max: 9999n }))
        .map(toVarint);
    case 'float':
      return fc.float().map((value) => {
        const bytes = Buffer.alloc(4);
        bytes.writeFloatLE(value);
        return bytes;
      });
    case 'double':
      return DOUBLES.map((value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleLE(value);
        return bytes;
      });
    case 'string':
      return TEXTS.map((text) => withLength(Buffer.from(text)));
    case 'bytes':
      return fc.uint8Array({ maxLength: 9 }).map((bytes) => withLength(Buffer.from(bytes)));
    case 'fixed':
      return fc
        .uint8Array({ minLength: schema.size, maxLength: schema.size })
        .map((bytes) => Buffer.from(bytes));
    case 'enum':
      return fc.nat(schema.symbols.length - 1).map((index) => toVarint(BigInt(index)));
    case 'union':
      return branches(schema.branches, levels);
    case 'array':
      return blocks(data(schema.items, levels - 1));
    case 'map':
      return blocks(
        fc
          .tuple(TEXTS, data(schema.values, levels - 1))
          .map(([key, value]) => Buffer.concat([withLength(Buffer.from(key)), value])),
      );
    default:
      return fc
        .tuple(...schema.fields.map((field) => data(field.schema, levels - 1)))
        .map((all) => Buffer.concat(all));
  }
}

/** Below the last level a union that may be null is, so that circles end. */
function branches(all: readonly AvroSchema[], levels: number): fc.Arbitrary<Buffer> {
  const ended = levels <= 0 && all[0]?.kind === 'null';
  const chosen = ended ? all.slice(0, 1) : all;
  return fc.oneof(
    ...chosen.map((branch, index) =>
      data(branch, levels - 1).map((bytes) => Buffer.concat([toVarint(BigInt(index)), bytes])),
    ),
  );
}

function blocks(element: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc
    .array(element, { maxLength: 3 })
    .map((elements) =>
      elements.length === 0
        ? Buffer.from([0])
        : Buffer.concat([toVarint(BigInt(elements.length)), ...elements, Buffer.from([0])]),
    );
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([toVarint(BigInt(bytes.length)), bytes]);
}

function toVarint(value: bigint): Buffer {
  let zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; zigzag >= 0x80n; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(zigzag)]);
}
