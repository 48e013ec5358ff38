import { expect, test } from 'vitest';
import { createStatus } from '../src/status.ts';

test('a state lasts from when it was first entered', () => {
  let nowMs = 100;
  const status = createStatus(() => nowMs);
  status.enter('joining group');
  nowMs = 200;
  status.enter('joining group');
  expect(status.snapshot([])).toMatchObject({ state: 'joining group', stateSinceMs: 100 });
  status.enter('running');
  expect(status.snapshot([])).toMatchObject({ state: 'running', stateSinceMs: 200 });
});

test('nothing comes after stopping, however late a join ends', () => {
  const status = createStatus();
  status.enter('stopping');
  status.enter('running');
  expect(status.snapshot([]).state).toBe('stopping');
});

test('the last failure and the last fetch are kept with their times', () => {
  let nowMs = 100;
  const status = createStatus(() => nowMs);
  expect(status.snapshot([])).toMatchObject({ lastFetchMs: undefined, lastError: undefined });
  status.fetched();
  nowMs = 150;
  status.failed('table_network', new Error('socket hang up'));
  expect(status.snapshot([])).toMatchObject({
    lastFetchMs: 100,
    lastError: { what: 'table_network', error: 'Error: socket hang up', atMs: 150 },
  });
});

test('what is waited for is told with its attempts, until it works again', () => {
  let nowMs = 100;
  const status = createStatus(() => nowMs);
  status.waiting('table', 'table_throttling');
  nowMs = 200;
  status.waiting('table', 'table_timeout');
  status.waiting('brokers', 'fetch_failed');
  expect(status.snapshot([]).waitingFor).toEqual([
    { dependency: 'table', cause: 'table_timeout', attempts: 2, sinceMs: 100, lastAttemptMs: 200 },
    { dependency: 'brokers', cause: 'fetch_failed', attempts: 1, sinceMs: 200, lastAttemptMs: 200 },
  ]);
  status.recovered('table');
  expect(status.snapshot([]).waitingFor.map(({ dependency }) => dependency)).toEqual(['brokers']);
});

test('what nobody tries any more is not waited for, and begins anew when somebody does', () => {
  let nowMs = 0;
  const status = createStatus(() => nowMs);
  status.waiting('table', 'table_timeout');
  nowMs = 60_001;
  expect(status.snapshot([]).waitingFor).toEqual([]);
  status.waiting('table', 'table_timeout');
  expect(status.snapshot([]).waitingFor).toMatchObject([{ attempts: 1, sinceMs: 60_001 }]);
});
