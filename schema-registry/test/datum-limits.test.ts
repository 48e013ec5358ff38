import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileAvroType, compileDefinition, type DatumError } from '../src/index.ts';

const refused = (reason: string, message: string) =>
  expect.objectContaining({ name: 'DatumError', reason, message }) as DatumError;
const TOO_MANY = refused('too_many_values', 'a datum has at most 250000 values');

/** Zigzag varint. */
function toLong(value: bigint): Buffer {
  let zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; zigzag > 0x7fn; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(zigzag)]);
}

test.each([
  ['nulls', '{"type":"array","items":"null"}'],
  ['records without fields', '{"type":"array","items":{"type":"record","name":"e","fields":[]}}'],
  ['arrays of nulls', '{"type":"array","items":{"type":"array","items":"null"}}'],
])('a trillion %s in a few bytes is refused at once', (_what, definition) => {
  const counts = Buffer.concat([toLong(2n ** 40n), toLong(2n ** 40n), toLong(0n), toLong(0n)]);
  expect(() => compileDefinition(definition).read(counts)).toThrow(TOO_MANY);
});

test('a negative count, with the block’s length after it, is counted like any other', () => {
  const payload = Buffer.concat([toLong(-(2n ** 40n)), toLong(0n), toLong(0n)]);
  expect(() => compileDefinition('{"type":"array","items":"null"}').read(payload)).toThrow(TOO_MANY);
});

test('an array that says it has more than there are bytes ends with them', () => {
  const payload = Buffer.concat([toLong(2n ** 40n), toLong(1n), Buffer.from('a')]);
  expect(() => compileDefinition('{"type":"array","items":"string"}').read(payload)).toThrow(
    refused('mismatch', `payload ends inside the datum (${payload.length} bytes)`),
  );
});

test('a recursive datum is refused before it is too deep for the stack', () => {
  const definition = '{"type":"record","name":"n","fields":[{"name":"next","type":["null","n"]}]}';
  const payload = Buffer.concat([Buffer.alloc(1_000_000, 2), Buffer.from([0])]);
  expect(() => compileDefinition(definition).read(payload)).toThrow(
    refused('too_deep', 'a datum has at most 64 levels'),
  );
});

test('as many values as an item may have are decoded', () => {
  const definition = '{"type":"array","items":"null"}';
  const payload = compileAvroType(definition).encode(Array(200_000).fill(null));
  expect(compileDefinition(definition).read(payload)).toHaveLength(200_000);
});

test('records that use each other many times over are refused, though they have no bytes', () => {
  const toDefinition = (level: number): unknown => ({
    type: 'record',
    name: `r${level}`,
    fields: [
      { name: 'a', type: level === 0 ? 'null' : toDefinition(level - 1) },
      { name: 'b', type: level === 0 ? 'null' : `r${level - 1}` },
    ],
  });
  expect(() => compileDefinition(JSON.stringify(toDefinition(40))).read(Buffer.alloc(0))).toThrow(TOO_MANY);
});

const TREE = JSON.stringify({
  type: 'record',
  name: 'node',
  fields: [
    { name: 'flag', type: 'boolean' },
    { name: 'float', type: 'float' },
    { name: 'double', type: 'double' },
    { name: 'int', type: 'int' },
    { name: 'long', type: 'long' },
    { name: 'kind', type: { type: 'enum', name: 'kind', symbols: ['A', 'B'] } },
    { name: 'fixed', type: { type: 'fixed', name: 'four', size: 4 } },
    { name: 'bytes', type: 'bytes' },
    { name: 'names', type: { type: 'map', values: ['null', 'string'] } },
    { name: 'children', type: { type: 'array', items: 'node' } },
  ],
});

test('whatever can be encoded passes, and bytes cut off it never hang or crash', () => {
  const type = compileAvroType(TREE);
  const { read } = compileDefinition(TREE);
  const { node } = fc.letrec((tie) => ({
    node: fc.record({
      flag: fc.boolean(),
      float: fc.float({ noNaN: true }),
      double: fc.double({ noNaN: true }),
      int: fc.integer(),
      long: fc.maxSafeInteger(),
      kind: fc.constantFrom('A', 'B'),
      fixed: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
      bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      names: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.option(fc.string())),
      children: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('node'), { maxLength: 3 })),
    }),
  }));
  fc.assert(
    fc.property(node, fc.nat(), (value, cut) => {
      const payload = type.encode(value);
      expect(read(payload)).toMatchObject({ kind: 'record' });
      expect(() => read(payload.subarray(0, cut % payload.length))).toThrow(
        expect.objectContaining({ name: 'DatumError', reason: 'mismatch' }) as DatumError,
      );
    }),
  );
});
