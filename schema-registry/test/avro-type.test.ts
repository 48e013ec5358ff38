import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileAvroType, DatumError, InvalidDefinitionError } from '../src/index.ts';

const sensor = JSON.stringify({
  type: 'record',
  name: 'sensor',
  fields: [
    { name: 'deviceId', type: 'string' },
    { name: 'temperature', type: ['null', 'double'], default: null },
  ],
});

describe('encode and decode', () => {
  test('a record comes back as it was', () => {
    const type = compileAvroType(sensor);
    const event = { deviceId: '000001', temperature: 30.5 };
    expect(type.decode(type.encode(event))).toEqual(event);
  });

  test('a missing optional field is null', () => {
    const type = compileAvroType(sensor);
    expect(type.decode(type.encode({ deviceId: '000001' }))).toEqual({
      deviceId: '000001',
      temperature: null,
    });
  });

  test('a field that does not fit is named by its path, and its value is not', () => {
    const encode = () => compileAvroType(sensor).encode({ deviceId: '000001', temperature: 'secret' });
    expect(encode).toThrow(DatumError);
    expect(encode).toThrow(
      expect.objectContaining({
        reason: 'mismatch',
        message: 'value does not fit its schema at temperature',
      }),
    );
  });

  test('a datum that ends early is a mismatch', () => {
    const type = compileAvroType(sensor);
    const payload = type.encode({ deviceId: '000001', temperature: 30.5 }).subarray(0, -1);
    expect(() => type.decode(payload)).toThrow(
      expect.objectContaining({
        name: 'DatumError',
        reason: 'mismatch',
        message: `payload ends inside the datum (${payload.length} bytes)`,
      }),
    );
  });

  test('a union branch that does not exist is a mismatch', () => {
    const payload = Buffer.from('0c3030303030310e', 'hex');
    expect(() => compileAvroType(sensor).decode(payload)).toThrow(
      expect.objectContaining({
        name: 'DatumError',
        reason: 'mismatch',
        message: 'payload is not a datum of its schema',
      }),
    );
  });

  test('bytes after the datum are counted', () => {
    const type = compileAvroType(sensor);
    const payload = Buffer.concat([type.encode({ deviceId: '000001' }), Buffer.of(1, 2, 3)]);
    expect(() => type.decode(payload)).toThrow(
      expect.objectContaining({
        name: 'DatumError',
        reason: 'trailing_bytes',
        message: 'payload has 3 bytes after the datum',
      }),
    );
  });
});

describe('long', () => {
  const type = compileAvroType('["null", "long"]');

  test('every 64-bit value survives, as a number where that is exact and as a BigInt elsewhere', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const decoded = type.decode(type.encode(value));
        const safe = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
        expect(decoded).toBe(safe ? Number(value) : value);
      }),
      { numRuns: 1000 },
    );
  });

  test('every safe integer survives as a number, at each length of its varint', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(52), (value, shift) => {
        const shortened = Math.trunc(value / 2 ** shift) + 0;
        expect(type.decode(type.encode(shortened))).toBe(shortened);
      }),
      { numRuns: 1000 },
    );
  });

  // The Avro specification's own examples of zigzag varints.
  test.each([
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [-2, '03'],
    [-64, '7f'],
    [64, '8001'],
    [2n ** 63n - 1n, 'feffffffffffffffff01'],
    [-(2n ** 63n), 'ffffffffffffffffff01'],
  ])('%s is written as %s', (value, hex) => {
    expect(compileAvroType('"long"').encode(value).toString('hex')).toBe(hex);
  });

  test.each(['{"type":"long"}', '{"type":"long","logicalType":"timestamp-micros"}'])(
    'it is the same when it is written as %s',
    (definition) => {
      const written = compileAvroType(
        `{"type":"record","name":"R","fields":[{"name":"a","type":${definition}}]}`,
      );
      const datum = { a: 2n ** 63n - 1n };
      expect(written.decode(written.encode(datum))).toEqual(datum);
    },
  );

  test('a number that may be a long or an int in a union is refused without saying which it was', () => {
    expect(() => compileAvroType('["int", "long"]').encode(5)).toThrow(
      new DatumError('mismatch', 'value does not fit its schema, or more than one branch of a union'),
    );
  });

  test('a fraction and a number beyond 64 bits do not fit', () => {
    expect(() => type.encode(0.5)).toThrow(DatumError);
    expect(() => type.encode(2n ** 63n)).toThrow(DatumError);
  });

  test('a varint without an end is a mismatch', () => {
    expect(() => compileAvroType('"long"').decode(Buffer.alloc(50, 0xff))).toThrow(DatumError);
  });
});

describe('a definition', () => {
  test.each([
    ['that is not JSON', '{"type":'],
    ['that is not Avro', '{"hello": 1}'],
    ['nested beyond the stack', `${'{"type":"array","items":'.repeat(50_000)}"int"${'}'.repeat(50_000)}`],
  ])('%s is refused without being quoted', (_title, definition) => {
    const compile = () => compileAvroType(definition);
    expect(compile).toThrow(InvalidDefinitionError);
    expect(compile).toThrow(expect.objectContaining({ message: 'definition is not valid Avro' }));
  });
});
