import { expect, test } from 'vitest';
import { orAborted, pause, withinDeadline } from '../src/deadline.ts';
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

test('an aborted signal ends the wait for work with its reason, and the work goes on by itself', async () => {
  const stop = new AbortController();
  const { promise: work, resolve: finish } = Promise.withResolvers<string>();
  const waiting = orAborted(work, stop.signal);
  stop.abort(new Error('released'));
  await expect(waiting).rejects.toThrow('released');
  finish('late');
  await expect(work).resolves.toBe('late');
});

test('a pause ends early with the reason of the signal, not with the timer’s own error', async () => {
  const stop = new AbortController();
  const reason = new Error('released');
  const pausing = pause(60_000, stop.signal);
  stop.abort(reason);
  await expect(pausing).rejects.toBe(reason);
  await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
});
