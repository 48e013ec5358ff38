import { expect, test } from 'vitest';
import { toBackoffMs } from '../src/backoff.ts';

test('the wait is any part of a limit that doubles with each failure, up to the largest', () => {
  const waits = (random: number) =>
    [0, 1, 2, 5, 2000].map((failures) => toBackoffMs(failures, { baseMs: 100, maxMs: 1000 }, () => random));
  expect(waits(1)).toEqual([100, 200, 400, 1000, 1000]);
  expect(waits(0.5)).toEqual([50, 100, 200, 500, 500]);
  expect(waits(0)).toEqual([0, 0, 0, 0, 0]);
});
