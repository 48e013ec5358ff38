import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cursor, readVarInt, readVarLong } from '../../src/kafka/varint.ts';
import { toVarInt } from './record-batch-bytes.ts';

const int32 = fc.oneof(fc.integer(), fc.integer({ min: -200, max: 200 }));
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 36n), max: 2n ** 36n }),
  fc.bigInt({ min: -(2n ** 31n) - 2n, max: -(2n ** 31n) + 2n }),
);

test('any 32-bit number is read, and the next one begins after it', () => {
  fc.assert(
    fc.property(int32, int32, (first, second) => {
      const bytes = Buffer.concat([toVarInt(BigInt(first)), toVarInt(BigInt(second))]);
      const cursor: Cursor = { bytes, position: 0 };
      expect([readVarInt(cursor), readVarInt(cursor)]).toEqual([first, second]);
      expect(cursor.position).toBe(bytes.length);
    }),
  );
});

test('any 64-bit number is read, as a number where four bytes hold it', () => {
  fc.assert(
    fc.property(int64, int64, (first, second) => {
      const bytes = Buffer.concat([toVarInt(first), toVarInt(second)]);
      const cursor: Cursor = { bytes, position: 0 };
      const read = readVarLong(cursor);
      expect(BigInt(read)).toBe(first);
      expect(typeof read).toBe(cursor.position <= 4 ? 'number' : 'bigint');
      expect(BigInt(readVarLong(cursor))).toBe(second);
      expect(cursor.position).toBe(bytes.length);
    }),
    { numRuns: 500 },
  );
});

test.each([
  [0, '00'],
  [-1, '01'],
  [63, '7e'],
  [-64, '7f'],
  [64, '8001'],
  [2147483647, 'feffffff0f'],
  [-2147483648, 'ffffffff0f'],
])('%d is coded as Kafka and Protocol Buffers do, %s', (value, hex) => {
  expect(readVarInt({ bytes: Buffer.from(hex, 'hex'), position: 0 })).toBe(value);
});

test('a number that never ends is left after the bytes it may have', () => {
  const endless = () => ({ bytes: Buffer.alloc(40, 0xff), position: 0 });
  const short = endless();
  readVarInt(short);
  expect(short.position).toBe(5);
  const long = endless();
  readVarLong(long);
  expect(long.position).toBe(10);
});
