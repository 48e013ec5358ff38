import { EventEmitter } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { listenForStopRequests } from '../../src/terminal/stop-requests.ts';

function listen(options: { isUnderNpm?: boolean; readParentId?: () => number } = {}) {
  const signals = new EventEmitter();
  const seen = { nowMs: 0, impatientCount: 0 };
  const requests = listenForStopRequests({
    onImpatience: () => seen.impatientCount++,
    isUnderNpm: false,
    nowMs: () => seen.nowMs,
    signals,
    ...options,
  });
  onTestFinished(requests.dispose);
  return { signals, seen, requests };
}

test('the first signal asks for a stop, a later one for the end', async () => {
  const { signals, seen, requests } = listen();

  signals.emit('SIGINT', 'SIGINT');
  expect(await requests.requested).toBe('SIGINT');
  expect(seen.impatientCount).toBe(0);

  seen.nowMs = 2000;
  signals.emit('SIGTERM', 'SIGTERM');
  expect(seen.impatientCount).toBe(1);
});

test('the Ctrl-C that npm passes on is the same request', () => {
  const { signals, seen } = listen();

  signals.emit('SIGINT', 'SIGINT');
  seen.nowMs = 20;
  signals.emit('SIGINT', 'SIGINT');

  expect(seen.impatientCount).toBe(0);
});

test('under npm the death of the shell in between asks for a stop', async () => {
  const parentIds = [100, 100, 1];
  const { requests } = listen({ isUnderNpm: true, readParentId: () => parentIds.shift() ?? 1 });
  expect(await requests.requested).toBe('npm is gone');
});

test('nothing listens any more afterwards', () => {
  const { signals, requests } = listen();
  requests.dispose();
  expect(signals.eventNames()).toEqual([]);
});
