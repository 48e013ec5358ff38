import { expect, test } from 'vitest';
import { findReasonsToRestart } from '../src/liveness.ts';
import type { StatusSnapshot } from '../src/status.ts';
import { createPartitionStatus, createSnapshot } from './doubles.ts';

const stalled = createPartitionStatus({ partition: 3, oldestPendingAgeMs: 300_001 });
const waitingFor = [{ dependency: 'table', cause: 'x', attempts: 1, sinceMs: 0, lastAttemptMs: 0 }];

test.each<[string, Partial<StatusSnapshot>, number, string[]]>([
  ['starting, which has a deadline of its own', { state: 'starting' }, 9e9, []],
  ['stopping, which has one too', { state: 'stopping' }, 9e9, []],
  ['waiting for a topic, however long', { state: 'waiting for topic' }, 9e9, []],
  ['joining for two minutes', { state: 'joining group' }, 120_000, []],
  ['joining for longer', { state: 'joining group' }, 121_000, ['not in the group for 121 s']],
  ['a fetch a minute ago', {}, 60_000, []],
  ['no fetch for longer', {}, 61_000, ['no fetch has ended for 61 s']],
  ['no fetch yet, just running', { stateSinceMs: 61_000, lastFetchMs: undefined }, 61_000, []],
  ['nothing to fetch', { partitions: [], lastHeartbeatMs: 9e9 }, 9e9, []],
  ['a heartbeat a minute and a half ago', { partitions: [] }, 90_000, []],
  ['no heartbeat for longer', { partitions: [] }, 91_000, ['the group has answered no heartbeat for 91 s']],
  ['a partition that stands still', { partitions: [stalled] }, 0, ['partition 3 stands still for 300 s']],
  ['standing still while something outside is away', { partitions: [stalled], waitingFor }, 9e9, []],
  ['joining while the brokers are away', { state: 'joining group', waitingFor }, 9e9, []],
])('%s', (_what, overrides, nowMs, reasons) => {
  expect(findReasonsToRestart(createSnapshot(overrides), { loopDelayMs: 0, nowMs })).toEqual(reasons);
});

test('an event loop that is late by habit is a reason, also while something is waited for', () => {
  const at = { loopDelayMs: 1500.4, nowMs: 0 };
  expect(findReasonsToRestart(createSnapshot({ waitingFor }), at)).toEqual([
    'the event loop is late by 1500 ms half of the time',
  ]);
});
