import { expect, test } from 'vitest';
import { createOutage, retryThroughOutage } from '../src/outage.ts';
import { createLogDouble, createOutageDouble, never } from './doubles.ts';

function createTestOutage() {
  const log = createLogDouble();
  const clock = { ms: 0 };
  const causes: string[] = [];
  const outage = createOutage({
    dependency: 'table',
    logger: log.logger,
    onFailure: (cause) => causes.push(cause),
    onRecovered: () => causes.push('recovered'),
    backoff: { baseMs: 0, maxMs: 0 },
    now: () => clock.ms,
  });
  return { outage, clock, causes, ...log };
}

test('an outage is reported at once, then every 30 s, and at its end', async () => {
  const { outage, clock, causes, lines } = createTestOutage();
  for (const ms of [0, 1000, 29_999, 30_000, 31_000]) {
    clock.ms = ms;
    await outage.wait({ cause: 'throttled', error: new Error('slow down') }, 0, never);
  }
  clock.ms = 40_000;
  outage.recovered();
  outage.recovered();
  expect(causes).toEqual([...Array(5).fill('throttled'), 'recovered']);
  expect(lines).toMatchObject([
    { msg: 'waiting for a dependency', dependency: 'table', attempts: 1, error: 'Error: slow down' },
    { msg: 'waiting for a dependency', attempts: 4 },
    { msg: 'dependency works again', attempts: 5, outageMs: 40_000 },
  ]);
});

test('one that comes and goes is reported once in 30 s', async () => {
  const { outage, clock, lines } = createTestOutage();
  for (const ms of [0, 10, 20]) {
    clock.ms = ms;
    await outage.wait({ cause: 'throttled' }, 0, never);
    outage.recovered();
  }
  expect(lines.map(({ msg }) => msg)).toEqual(['waiting for a dependency', 'dependency works again']);
});

test('a wait ends when the signal aborts', async () => {
  const outage = createOutage({
    dependency: 'table',
    logger: createLogDouble().logger,
    onFailure: () => {},
    onRecovered: () => {},
    backoff: { baseMs: 3_600_000, maxMs: 3_600_000 },
    random: () => 1,
  });
  const stop = new AbortController();
  const waiting = outage.wait({ cause: 'throttled' }, 0, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

class ForNow extends Error {}

test('attempts are made until one works', async () => {
  const outage = createOutageDouble();
  let attempts = 0;
  const result = await retryThroughOutage(
    async () => {
      attempts += 1;
      if (attempts < 4) throw new ForNow();
      return 'answer';
    },
    { toCause: () => 'registry', outage, signal: never },
  );
  expect(result).toBe('answer');
  expect(outage.waits).toEqual([0, 1, 2].map((failures) => ['registry', failures]));
  expect(outage.recoveries).toBe(1);
});

test('a failure without a cause to wait for is thrown as it is', async () => {
  const failure = new Error('final');
  const retrying = retryThroughOutage(async () => Promise.reject(failure), {
    toCause: (error) => (error instanceof ForNow ? 'registry' : undefined),
    outage: createOutageDouble(),
    signal: never,
  });
  await expect(retrying).rejects.toBe(failure);
});

test('an attempt that is never answered is left when the signal aborts', async () => {
  const stop = new AbortController();
  const retrying = retryThroughOutage(async () => new Promise(() => {}), {
    toCause: () => 'registry',
    outage: createOutageDouble(),
    signal: stop.signal,
  });
  stop.abort(new Error('enough'));
  await expect(retrying).rejects.toThrow('enough');
});
