import avro from 'avsc';

/*
 * Avro's long is 64 bits; a JavaScript number is exact to 53. avsc's own long type throws beyond that, so one
 * large id would make a whole record unreadable. This one decodes to a number where that is exact and to a
 * BigInt where it is not, and accepts both. It works on the varint itself (`noUnpack`), which keeps the
 * common case, a short varint, free of BigInt.
 */
const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;
/** A 64-bit zigzag value takes at most ten groups of seven bits. */
const MAX_VARINT_BYTES = 10;
/** 28 bits of zigzag fit JavaScript's 32-bit operators. */
const MAX_SMALL_VARINT_BYTES = 4;

export type Long = number | bigint;

export const longType = avro.types.LongType.__with(
  {
    fromBuffer: decodeZigzag,
    toBuffer: encodeZigzag,
    fromJSON: (value: Long) => value,
    toJSON: (value: Long) => (typeof value === 'bigint' ? value.toString() : value),
    isValid: isLong,
    compare: (left: Long, right: Long) => (left === right ? 0 : left < right ? -1 : 1),
  },
  true,
);

function isLong(value: unknown): value is Long {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'bigint' && value >= MIN_LONG && value <= MAX_LONG;
}

function decodeZigzag(varint: Buffer): Long {
  if (varint.length > MAX_VARINT_BYTES) throw new RangeError('a long has at most ten bytes');
  if (varint.length <= MAX_SMALL_VARINT_BYTES) {
    let zigzag = 0;
    for (let index = varint.length - 1; index >= 0; index--) zigzag = zigzag * 128 + (varint[index]! & 0x7f);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
  let zigzag = 0n;
  for (let index = varint.length - 1; index >= 0; index--) {
    zigzag = (zigzag << 7n) | BigInt(varint[index]! & 0x7f);
  }
  const value = BigInt.asIntN(64, (zigzag >> 1n) ^ -(zigzag & 1n));
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function encodeZigzag(value: Long): Buffer {
  const exact = BigInt(value);
  let zigzag = BigInt.asUintN(64, (exact << 1n) ^ (exact >> 63n));
  const bytes: number[] = [];
  while (zigzag > 0x7fn) {
    bytes.push(Number(zigzag & 0x7fn) | 0x80);
    zigzag >>= 7n;
  }
  bytes.push(Number(zigzag));
  return Buffer.from(bytes);
}
