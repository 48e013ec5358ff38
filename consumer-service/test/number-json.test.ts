import { assert, double, integer, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { toNumberBytes } from '../src/item-size.ts';
import { begin, createJsonBytes, finish } from '../src/json-bytes.ts';
import { NOT_SHORT, writeShortNumber } from '../src/number-json.ts';

function write(value: number): { text: string; digits: number } {
  const json = createJsonBytes();
  begin(json);
  const digits = writeShortNumber(json, value);
  return { text: finish(json).toString(), digits };
}

/** Of a number's text, from the first digit to the last that is not zero. */
const significant = (text: string) => text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;

test('what is written is what String makes of a number, and nothing is written for others', () => {
  const decimals = oneof(
    integer({ min: -(2 ** 31), max: 2 ** 31 }).map((value) => value / 10_000),
    integer({ min: -(2 ** 31), max: 2 ** 31 }).map((value) => value / 100),
    integer({ min: -100_000, max: 100_000 }).map((value) => value / 10),
    integer({ min: -9, max: 9 }).map((value) => value * 10 ** 8),
    integer(),
    double(),
  );
  assert(
    property(decimals, (value) => {
      const { text, digits } = write(value);
      const all = { text: String(value), digits: significant(String(value)) };
      expect({ text, digits }).toEqual(digits === NOT_SHORT ? { text: '', digits } : all);
    }),
    { numRuns: 20_000 },
  );
});

test.each([0, -0, 1, -1, 20.5, 1013.25, 0.01, -0.0001, 99.99, 100, 2_147_483_647, 0.1, 21.4286])(
  '%d is short',
  (value) => {
    const { text, digits } = write(value);
    expect(text).toBe(String(value));
    expect(Math.floor(digits / 2) + 1).toBe(toNumberBytes(text));
  },
);

test.each([0.1 + 0.2, 1 / 3, 1e10, 0.00001, Number.NaN, Number.POSITIVE_INFINITY, 5e-324])(
  '%d is not',
  (value) => {
    expect(write(value)).toEqual({ text: '', digits: NOT_SHORT });
  },
);
