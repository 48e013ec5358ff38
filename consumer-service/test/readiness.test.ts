import { expect, test } from 'vitest';
import { findReasonsNotReady } from '../src/readiness.ts';
import type { StatusSnapshot } from '../src/status.ts';
import { createSnapshot } from './doubles.ts';

const waitingFor = [
  { dependency: 'table', cause: 'table_throttling', attempts: 12, sinceMs: 0, lastAttemptMs: 6000 },
];

test.each<[string, Partial<StatusSnapshot>, number, string[]]>([
  ['running', {}, 0, []],
  ['waiting for a topic nobody has written to', { state: 'waiting for topic' }, 9e9, []],
  ['starting', { state: 'starting' }, 0, ['starting']],
  ['joining', { state: 'joining group' }, 0, ['joining group']],
  ['stopping', { state: 'stopping' }, 0, ['stopping']],
  ['a hiccup', { waitingFor }, 5000, []],
  ['an outage', { waitingFor }, 6000, ['waiting for the table for 6 s (table_throttling, 12 attempts)']],
])('%s', (_what, overrides, nowMs, reasons) => {
  expect(findReasonsNotReady(createSnapshot(overrides), nowMs)).toEqual(reasons);
});
