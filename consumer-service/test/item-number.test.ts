import { NumberValue } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ItemError } from '../src/errors.ts';
import { toExactNumber } from '../src/item-number.ts';

const exact = (unscaled: bigint, scale: number) => toExactNumber({ kind: 'decimal', unscaled, scale });

test.each<[bigint, number, string]>([
  [0n, 5, '0'],
  [1234n, 2, '12.34'],
  [-1234n, 0, '-1234'],
  [1200n, 2, '12'],
  [5n, 3, '0.005'],
  [-5n, 1, '-0.5'],
  [10n ** 38n - 1n, 0, '9'.repeat(38)],
  [10n ** 125n, 0, `1${'0'.repeat(125)}`],
  [1n, 130, `0.${'0'.repeat(129)}1`],
])('%s with %i digits behind the point is %s', (unscaled, scale, text) => {
  expect(exact(unscaled, scale)).toEqual(NumberValue.from(text));
});

test.each<[string, bigint, number]>([
  ['39 digits', 10n ** 38n + 1n, 0],
  ['too large', 10n ** 126n, 0],
  ['too small', 1n, 131],
  ['a scale that would take a gigabyte to write out', 1n, 2 ** 30],
  ['a number as large as a payload', 1n << 30_000_000n, 0],
])('refused: %s', (_what, unscaled, scale) => {
  expect(() => exact(unscaled, scale)).toThrow(
    expect.objectContaining({
      name: 'ItemError',
      reason: 'invalid_number',
      message: 'a decimal has more digits than DynamoDB holds',
    }) as ItemError,
  );
});

test('no digit is lost', () => {
  const unscaled = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });
  fc.assert(
    fc.property(unscaled, fc.nat(60), (value, scale) => {
      const [whole, fraction = ''] = exact(value, scale).toString().split('.');
      expect(BigInt(`${whole}${fraction.padEnd(scale, '0')}`)).toBe(value);
    }),
  );
});
