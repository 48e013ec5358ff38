import { expect, test } from 'vitest';
import { toDelayMs } from '../../src/table-server/late-answers.ts';

test('one request in eight is late, by 1 to 12 ms, differently each time', () => {
  const delays = Array.from({ length: 800 }, (_, index) => toDelayMs(index));
  const late = delays.filter((delay) => delay > 0);
  expect(late).toHaveLength(100);
  expect(new Set(late)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
});
