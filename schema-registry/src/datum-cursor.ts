import { isUtf8 } from 'node:buffer';
import { DatumError } from './errors.ts';
import type { Long } from './long-type.ts';

/** Where in the payload, how many values came before, and how deep. */
export type Cursor = { readonly bytes: Buffer; position: number; values: number; depth: number };

/** Seven groups of seven bits are exact in a number. */
const MAX_NUMBER_GROUPS = 7;
/** Of a 64-bit varint; the last one has a single bit. */
const MAX_GROUPS = 10;

/** Moves over that many bytes and returns where they begin. Throws DatumError `mismatch` when they are not there. */
export function skip(cursor: Cursor, bytes: number): number {
  const start = cursor.position;
  const end = start + bytes;
  if (bytes < 0 || end > cursor.bytes.length) {
    throw new DatumError('mismatch', `payload ends inside the datum (${cursor.bytes.length} bytes)`);
  }
  cursor.position = end;
  return start;
}

export function mismatch(): DatumError {
  return new DatumError('mismatch', 'payload is not a datum of its schema');
}

export function readByte(cursor: Cursor): number {
  return cursor.bytes[skip(cursor, 1)]!;
}

/** Zigzag varint; a number where that is exact, and a BigInt where it is not. */
export function readLong(cursor: Cursor): Long {
  let zigzag = 0;
  let factor = 1;
  for (let group = 0; group < MAX_NUMBER_GROUPS; group++) {
    const byte = readByte(cursor);
    if (byte < 0x80) {
      zigzag += byte * factor;
      return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    }
    zigzag += (byte & 0x7f) * factor;
    factor *= 128;
  }
  return readRestOfLong(cursor, BigInt(zigzag));
}

function readRestOfLong(cursor: Cursor, low: bigint): Long {
  let zigzag = low;
  for (let group = MAX_NUMBER_GROUPS; group < MAX_GROUPS; group++) {
    const byte = readByte(cursor);
    zigzag |= BigInt(byte & 0x7f) << BigInt(7 * group);
    if (byte >= 0x80) continue;
    if (zigzag >= 2n ** 64n) break;
    const value = (zigzag >> 1n) ^ -(zigzag & 1n);
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  throw mismatch();
}

export function readInt(cursor: Cursor): number {
  const value = readLong(cursor);
  if (value !== (Number(value) | 0)) throw mismatch();
  return value;
}

export function readDouble(cursor: Cursor): number {
  return cursor.bytes.readDoubleLE(skip(cursor, 8));
}

/** A length, a count or an index: not exact where it is far beyond every limit. */
export function readCount(cursor: Cursor): number {
  return Number(readLong(cursor));
}

/** A copy: a view would keep all that was fetched with it in memory. */
export function readBytes(cursor: Cursor, length: number): Buffer {
  const start = skip(cursor, length);
  return Buffer.from(cursor.bytes.subarray(start, start + length));
}

/** Throws DatumError `invalid_utf8`: replaced characters would make one text, or key, of different ones. */
export function readText(cursor: Cursor): string {
  const length = readCount(cursor);
  const start = skip(cursor, length);
  const text = cursor.bytes.toString('utf8', start, start + length);
  // Decoding puts this character for what is no UTF-8; only then the bytes are looked at once more.
  if (text.includes('\uFFFD') && !isUtf8(cursor.bytes.subarray(start, start + length))) {
    throw new DatumError('invalid_utf8', 'a text is not UTF-8');
  }
  return text;
}
