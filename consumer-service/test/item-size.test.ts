import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Attribute } from '../src/item.ts';
import { toItemBytes } from '../src/item-size.ts';

test.each<[string, Attribute, number]>([
  ['null', null, 1],
  ['a boolean', true, 1],
  ['text in UTF-8', 'é€', 5],
  ['bytes', Buffer.alloc(7), 7],
  ['zero', 0, 1],
  ['a number of two digits', -42, 2],
  ['trailing zeros do not count', 4_200_000, 2],
  ['an exponent does not count', NumberValue.from('1.5e+100'), 2],
  ['a BigInt', 9_007_199_254_740_993n, 9],
  ['a list', ['a', 'b'], 3 + 2 * 2],
  ['a map', new Map([['ab', 'c']]), 3 + 1 + 3],
])('%s', (_what, value, bytes) => {
  expect(toItemBytes({ name: value })).toBe('name'.length + bytes);
});
