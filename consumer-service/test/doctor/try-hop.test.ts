import { expect, test } from 'vitest';
import type { HopResult } from '../../src/doctor/hop.ts';
import { createTryHop } from '../../src/doctor/try-hop.ts';

function createRecorder() {
  const results: HopResult[] = [];
  let nowMs = 0;
  const tryHop = createTryHop(
    (result) => results.push(result),
    () => (nowMs += 7),
  );
  return { results, tryHop };
}

test('a hop that is well hands on what it found', async () => {
  const { results, tryHop } = createRecorder();
  const value = await tryHop({ hop: 'dns', subject: 'b-1' }, async () => ({ detail: '10.0.0.1', value: 5 }));
  expect(value).toBe(5);
  expect(results).toEqual([
    { hop: 'dns', subject: 'b-1', result: 'ok', durationMs: 7, detail: '10.0.0.1', advice: undefined },
  ]);
});

test('what needs a hop that failed is not tried', async () => {
  const { results, tryHop } = createRecorder();
  const failed = await tryHop({ hop: 'dns' }, async () => {
    throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
  });
  await tryHop({ hop: 'tcp', needs: [true, failed] }, async () => {
    throw new Error('must not be called');
  });
  expect(results).toMatchObject([
    { hop: 'dns', result: 'failed', detail: 'Error: queryA ENOTFOUND' },
    { hop: 'tcp', result: 'not tried', durationMs: 0 },
  ]);
});

test('a hop that does not end is over at its deadline, and is told so', async () => {
  const { results, tryHop } = createRecorder();
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  await tryHop({ hop: 'tcp', deadlineMs: 1 }, async (signal) => {
    signal.addEventListener('abort', () => resolve());
    return new Promise<never>(() => {});
  });
  await letGo;
  expect(results).toMatchObject([
    { result: 'failed', detail: 'DeadlineError: hop tcp took longer than 1 ms' },
  ]);
});
