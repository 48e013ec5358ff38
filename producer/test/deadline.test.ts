import { expect, test } from 'vitest';
import { createDeadline, shareOf, within } from '../src/deadline.ts';

const never = async () => Promise.withResolvers<never>().promise;
const late = () => new RangeError('too late');

test('work that is done in time is what comes out', async () => {
  expect(await within(createDeadline(10_000), Promise.resolve('done'), late)).toBe('done');
});

test('work that fails in time fails as it does', async () => {
  const failure = new TypeError('broken');
  await expect(within(createDeadline(10_000), Promise.reject(failure), late)).rejects.toBe(failure);
});

test('work that takes longer is left alone', async () => {
  await expect(within(createDeadline(10), never(), late)).rejects.toThrow(late());
});

test('a deadline that is over leaves nothing', async () => {
  const over = createDeadline(-1);
  expect(over.remainingMs()).toBe(0);
  await expect(within(over, never(), late)).rejects.toThrow(late());
});

test('a share of a deadline is over before it', () => {
  const whole = createDeadline(30_000);
  expect(shareOf(whole, 2 / 3).remainingMs()).toBeLessThanOrEqual(20_000);
});
