import { expect, test } from 'vitest';
import { toHealth } from '../src/health.ts';
import { createStatus, type PartitionStatus, type StatusSnapshot } from '../src/status.ts';

const PARTITIONS: PartitionStatus[] = [{ partition: 0, position: '5', done: '3', lag: '2' }];
const SNAPSHOT: StatusSnapshot = {
  state: 'running',
  stateSinceMs: 0,
  lastFetchMs: 0,
  lastError: undefined,
  partitions: PARTITIONS,
};

test.each<[string, Partial<StatusSnapshot>, number, string[]]>([
  ['starting', { state: 'starting' }, 0, ['still starting']],
  ['stopping', { state: 'stopping' }, 0, ['stopping']],
  ['waiting for a topic, however long', { state: 'waiting for topic' }, 9e9, []],
  ['joining for a minute', { state: 'joining group' }, 60_000, []],
  ['joining for longer', { state: 'joining group' }, 61_000, ['not in the group for 61 s']],
  ['a fetch a minute ago', {}, 60_000, []],
  ['no fetch for longer', {}, 61_000, ['no fetch has succeeded for 61 s']],
  ['no fetch yet, just running', { stateSinceMs: 61_000, lastFetchMs: undefined }, 61_000, []],
  ['nothing to fetch', { partitions: [] }, 9e9, []],
])('%s', (_what, snapshot, nowMs, reasons) => {
  const { statusCode, body } = toHealth({ ...SNAPSHOT, ...snapshot }, nowMs);
  expect(body.reasons).toEqual(reasons);
  expect(body.healthy).toBe(reasons.length === 0);
  expect(statusCode).toBe(reasons.length === 0 ? 200 : 503);
});

test('the body tells ages, the last error and each partition', () => {
  const lastError = { what: 'table_timeout', error: 'TimeoutError', atMs: 100 };
  expect(toHealth({ ...SNAPSHOT, lastError }, 1000).body).toEqual({
    healthy: true,
    state: 'running',
    reasons: [],
    lastFetchAgeMs: 1000,
    lastError: { what: 'table_timeout', error: 'TimeoutError', ageMs: 900 },
    partitions: PARTITIONS,
  });
});

test('nothing comes after stopping', () => {
  const status = createStatus(() => 7);
  status.enter('stopping');
  status.enter('running');
  status.failed('fetch', new Error('late'));
  expect(status.snapshot([])).toEqual({
    state: 'stopping',
    stateSinceMs: 7,
    lastFetchMs: undefined,
    lastError: { what: 'fetch', error: 'Error: late', atMs: 7 },
    partitions: [],
  });
});
