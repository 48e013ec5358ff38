import type { Attribute, Item } from './item.ts';

/*
 * How DynamoDB counts an item's bytes:
 *
 * | part           | bytes                                                     |
 * |----------------|-----------------------------------------------------------|
 * | attribute name | UTF-8                                                     |
 * | string         | UTF-8                                                     |
 * | number         | about one per two significant digits, and one             |
 * | binary         | its own, not as base64                                    |
 * | null, boolean  | 1                                                         |
 * | list, map      | 3, and 1 for each element or pair, and their own          |
 *
 * Numbers are estimated from below: an item that is a few bytes too large is refused by the table and becomes a
 * dead letter there, but one that fits must never be refused here.
 */
export const CONTAINER_BYTES = 3;
export const ELEMENT_BYTES = 1;

const ZERO = '0'.charCodeAt(0);
const EXPONENT = 'e'.charCodeAt(0) - ZERO;

export function toItemBytes(item: Item): number {
  let bytes = 0;
  for (const name of Object.keys(item)) bytes += Buffer.byteLength(name) + toAttributeBytes(item[name]!);
  return bytes;
}

export function toAttributeBytes(value: Attribute): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (bytes, element) => bytes + ELEMENT_BYTES + toAttributeBytes(element),
      CONTAINER_BYTES,
    );
  }
  if (value instanceof Map) return toMapBytes(value);
  return toNumberBytes(value.toString());
}

function toMapBytes(map: Map<string, Attribute>): number {
  let bytes = CONTAINER_BYTES;
  for (const [name, value] of map) bytes += ELEMENT_BYTES + Buffer.byteLength(name) + toAttributeBytes(value);
  return bytes;
}

export function toNumberBytes(text: string): number {
  return Math.floor(countSignificantDigits(text) / 2) + 1;
}

/** From the first digit to the last that is not zero, before an exponent. */
function countSignificantDigits(text: string): number {
  let digits = 0;
  let significant = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit === EXPONENT) break;
    if (digit < 0 || (digit === 0 && digits === 0)) continue;
    digits += 1;
    if (digit > 0) significant = digits;
  }
  return significant;
}
