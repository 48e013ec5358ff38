import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTimestamps } from '../src/timestamp.ts';

test('a timestamp is ISO-8601 in UTC with six fractional digits', () => {
  const timestamp = createTimestamps(() => Date.UTC(2026, 10, 23, 17, 4, 5, 6) * 1000 + 7);
  expect(timestamp()).toBe('2026-11-23T17:04:05.006007Z');
});

test('whatever the clock does, timestamps of one process strictly increase as text', () => {
  const clock = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(clock, (micros) => {
      const readings = micros.values();
      const timestamp = createTimestamps(() => 1_790_000_000_999_998 + readings.next().value!);
      const texts = micros.map(() => timestamp());
      expect(texts).toEqual([...new Set(texts)].toSorted());
    }),
  );
});

test('the real clock gives a timestamp that parses back to now', () => {
  const before = Date.now();
  const parsed = Date.parse(createTimestamps()());
  expect(parsed).toBeGreaterThanOrEqual(before);
  expect(parsed).toBeLessThanOrEqual(Date.now());
});
