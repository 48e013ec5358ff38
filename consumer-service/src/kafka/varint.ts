/** Where in the bytes. Past their end everything reads as zero: whoever reads has to look where it ended. */
export type Cursor = { readonly bytes: Buffer; position: number };

const MORE = 0x80;
const VALUE = 0x7f;
const GROUP_BITS = 7;
/** Of a 64-bit number. */
const MAX_GROUPS = 10;

/** Zigzag, as lengths and offsets in a record are: 32 bits, what is above is lost. */
export function readVarInt(cursor: Cursor): number {
  const { bytes } = cursor;
  let byte = bytes[cursor.position++]!;
  let zigzag = byte & VALUE;
  for (let shift = GROUP_BITS; byte >= MORE && shift < 32; shift += GROUP_BITS) {
    byte = bytes[cursor.position++]!;
    zigzag |= (byte & VALUE) << shift;
  }
  return (zigzag >>> 1) ^ -(zigzag & 1);
}

/** Zigzag with 64 bits. A number where 32 bits are enough, because a BigInt for each record is garbage. */
export function readVarLong(cursor: Cursor): number | bigint {
  const start = cursor.position;
  const short = readVarInt(cursor);
  // Four groups of seven bits are within 32; with a fifth some may be lost.
  if (cursor.position - start < 5) return short;
  cursor.position = start;
  let zigzag = 0n;
  for (let group = 0; group < MAX_GROUPS; group++) {
    const byte = cursor.bytes[cursor.position++] ?? 0;
    zigzag |= BigInt(byte & VALUE) << BigInt(GROUP_BITS * group);
    if (byte < MORE) break;
  }
  return BigInt.asIntN(64, (BigInt.asUintN(64, zigzag) >> 1n) ^ -(zigzag & 1n));
}
