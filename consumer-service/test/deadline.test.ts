import { expect, test } from 'vitest';
import { withinDeadline } from '../src/deadline.ts';
import { DeadlineError } from '../src/errors.ts';

const limit = { what: 'a fetch', deadlineMs: 1 };

test('work that takes too long is given up, by name', async () => {
  const waiting = withinDeadline(new Promise(() => {}), limit);
  await expect(waiting).rejects.toThrow(new DeadlineError('a fetch took longer than 1 ms'));
});

test('otherwise its own outcome counts', async () => {
  await expect(withinDeadline(Promise.resolve('answer'), limit)).resolves.toBe('answer');
  await expect(withinDeadline(Promise.reject(new Error('own')), limit)).rejects.toThrow('own');
});
