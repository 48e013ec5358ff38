import { expect, test } from 'vitest';
import { StartError } from '../src/errors.ts';
import { waitAtStart } from '../src/wait-at-start.ts';
import { never } from './doubles.ts';

const patient = { deadline: never, timeoutMs: 1000, signal: never };

test('what is not up yet is asked again', async () => {
  let attempts = 0;
  const answer = await waitAtStart(
    'cannot start',
    async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return 'up';
    },
    patient,
  );
  expect(answer).toBe('up');
});

test('what waiting cannot mend is told at once', async () => {
  const final = new StartError('wrong table');
  const waiting = waitAtStart('cannot start', async () => Promise.reject(new Error('denied')), {
    ...patient,
    toFinal: () => final,
  });
  await expect(waiting).rejects.toBe(final);
  await expect(waitAtStart('x', async () => Promise.reject(final), patient)).rejects.toBe(final);
});

test('at the deadline the last failure is told', async () => {
  const deadline = new AbortController();
  const waiting = waitAtStart(
    'cannot reach a broker',
    async () => {
      queueMicrotask(() => deadline.abort());
      throw new Error('connect ECONNREFUSED');
    },
    { ...patient, deadline: deadline.signal },
  );
  await expect(waiting).rejects.toThrow(
    new StartError('cannot reach a broker, not within 1000 ms: Error: connect ECONNREFUSED'),
  );
});

test('a wish to stop ends it with its own reason', async () => {
  const stop = AbortSignal.abort(new Error('stop'));
  const waiting = waitAtStart('x', async () => new Promise(() => {}), { ...patient, signal: stop });
  await expect(waiting).rejects.toThrow('stop');
});
