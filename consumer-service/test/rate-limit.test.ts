import { expect, test } from 'vitest';
import { createRateLimit } from '../src/rate-limit.ts';

test('each key is reported once per interval, with how many were not', () => {
  const clock = { ms: 0 };
  const mayReport = createRateLimit(100, () => clock.ms);
  expect([mayReport('a'), mayReport('a'), mayReport('b'), mayReport('a')]).toEqual([
    0,
    undefined,
    0,
    undefined,
  ]);
  clock.ms = 100;
  expect([mayReport('a'), mayReport('b'), mayReport('a')]).toEqual([2, 0, undefined]);
});
