import { expect, test } from 'vitest';
import { toInvocationDeadline } from '../src/invocation-deadline.ts';

test('half a second is kept back of what Lambda gives', () => {
  const deadline = toInvocationDeadline({ getRemainingTimeInMillis: () => 3000 });
  expect(deadline.remainingMs()).toBeLessThanOrEqual(2500);
  expect(deadline.remainingMs()).toBeGreaterThan(1500);
});

test('less than that is nothing', () => {
  expect(toInvocationDeadline({ getRemainingTimeInMillis: () => 400 }).remainingMs()).toBe(0);
});

test.each([undefined, {}])('without one that says how long (%j) it is 25 s', (context) => {
  const remainingMs = toInvocationDeadline(context).remainingMs();
  expect(remainingMs).toBeLessThanOrEqual(25_000);
  expect(remainingMs).toBeGreaterThan(20_000);
});
