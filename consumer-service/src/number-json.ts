import { type JsonBytes, reserve } from './json-bytes.ts';

/** Steps of what sensors tell: whole numbers, hundredths, ten-thousandths. */
const SCALES = [1, 100, 10_000] as const;
const DECIMALS_PER_SCALE = 2;
/** Fits 32 bits, with which the machine divides fastest, and far below the 15 digits that a double keeps. */
const MAX_SCALED = 2 ** 31 - 1;

const ZERO = '0'.charCodeAt(0);
const MINUS = '-'.charCodeAt(0);
const POINT = '.'.charCodeAt(0);
/** Sign, ten digits, a zero before the point, and the point. */
const MAX_CHARACTERS = 13;

export const NOT_SHORT = -1;

/**
 * Writes a number with at most four decimals as `String` does, in a fifth of the time, and answers how many significant
 * digits it has. Another one is left alone, and the answer is NOT_SHORT.
 *
 * A decimal of so few digits that is this double when it is divided out is the shortest that is: two of them never are
 * the same double.
 */
export function writeShortNumber(json: JsonBytes, value: number): number {
  for (let index = 0; index < SCALES.length; index++) {
    const scale = SCALES[index]!;
    const scaled = Math.round(value * scale);
    if (scaled / scale !== value) continue;
    if (scaled > MAX_SCALED || scaled < -MAX_SCALED) return NOT_SHORT;
    return writeScaled(json, scaled | 0, index * DECIMALS_PER_SCALE);
  }
  return NOT_SHORT;
}

function writeScaled(json: JsonBytes, scaled: number, allDecimals: number): number {
  reserve(json, MAX_CHARACTERS);
  const { bytes } = json;
  let left = scaled < 0 ? -scaled : scaled;
  let decimals = allDecimals;
  for (; decimals > 0 && left % 10 === 0; decimals--) left = (left / 10) | 0;
  const digits = countDigits(left);
  const significant = left === 0 ? 0 : digits - countTrailingZeros(left);
  if (scaled < 0) bytes[json.length++] = MINUS;
  const characters = Math.max(digits, decimals + 1) + (decimals > 0 ? 1 : 0);
  const pointAt = decimals > 0 ? characters - decimals - 1 : characters;
  // From the last digit to the first.
  for (let at = characters - 1; at >= 0; at--) {
    if (at === pointAt) {
      bytes[json.length + at] = POINT;
      continue;
    }
    bytes[json.length + at] = ZERO + (left % 10);
    left = (left / 10) | 0;
  }
  json.length += characters;
  return significant;
}

function countDigits(value: number): number {
  let digits = 1;
  for (let left = value; left >= 10; left = (left / 10) | 0) digits += 1;
  return digits;
}

function countTrailingZeros(value: number): number {
  let zeros = 0;
  for (let left = value; left % 10 === 0; left = (left / 10) | 0) zeros += 1;
  return zeros;
}
