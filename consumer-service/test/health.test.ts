import { expect, test } from 'vitest';
import { toHealth } from '../src/health.ts';
import { createSnapshot } from './doubles.ts';

test('both verdicts come with their reasons, and the details with their ages', () => {
  const snapshot = createSnapshot({
    stateSinceMs: 0,
    lastFetchMs: 500,
    lastHeartbeatMs: 700,
    lastError: { what: 'table_timeout', error: 'TimeoutError', atMs: 100 },
    waitingFor: [
      { dependency: 'table', cause: 'table_timeout', attempts: 9, sinceMs: 400, lastAttemptMs: 900 },
    ],
  });
  expect(toHealth(snapshot, { loopDelayMs: 0, nowMs: 10_400 })).toEqual({
    live: { ok: true, reasons: [] },
    ready: { ok: false, reasons: ['waiting for the table for 10 s (table_timeout, 9 attempts)'] },
    state: 'running',
    stateAgeMs: 10_400,
    lastFetchAgeMs: 9900,
    lastHeartbeatAgeMs: 9700,
    lastError: { what: 'table_timeout', error: 'TimeoutError', ageMs: 10_300 },
    waitingFor: [{ dependency: 'table', cause: 'table_timeout', attempts: 9, ageMs: 10_000 }],
    partitions: snapshot.partitions,
  });
});

test('what has never happened has no age', () => {
  const snapshot = createSnapshot({ state: 'starting', lastFetchMs: undefined, lastHeartbeatMs: undefined });
  expect(toHealth(snapshot, { loopDelayMs: 0, nowMs: 0 })).toMatchObject({
    lastFetchAgeMs: null,
    lastHeartbeatAgeMs: null,
    lastError: null,
  });
});
