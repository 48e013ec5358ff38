import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRequestLimit } from '../../src/table/request-limit.ts';

/** Rounds of as many requests as may be in flight, each taking `latencyMs`. */
function createRun() {
  const limit = createRequestLimit({ min: 1, max: 64 });
  let nowMs = 0;
  return {
    limit,
    rounds(count: number, latencyMs = 5) {
      for (let round = 0; round < count; round++) {
        const startedMs = nowMs;
        nowMs += latencyMs;
        const requests = limit.current();
        for (let request = 0; request < requests; request++) {
          limit.succeeded({ startedMs, endedMs: nowMs, wasInUse: true });
        }
      }
    },
    throttledRound() {
      const startedMs = nowMs;
      nowMs += 5;
      const requests = limit.current();
      for (let request = 0; request < requests; request++) limit.overloaded({ startedMs, endedMs: nowMs });
    },
  };
}

test('it starts small and grows by one with each round trip, up to its maximum', () => {
  const run = createRun();
  expect(run.limit.current()).toBe(4);
  run.rounds(5);
  expect(run.limit.current()).toBeGreaterThanOrEqual(8);
  expect(run.limit.current()).toBeLessThanOrEqual(9);
  run.rounds(100);
  expect(run.limit.current()).toBe(64);
});

test('it does not grow while it is not used', () => {
  const run = createRun();
  for (let ms = 0; ms < 1000; ms++) run.limit.succeeded({ startedMs: ms, endedMs: ms + 1, wasInUse: false });
  expect(run.limit.current()).toBe(4);
});

test('all throttles of one round trip halve it once', () => {
  const run = createRun();
  run.rounds(100);
  run.throttledRound();
  expect(run.limit.current()).toBe(32);
  run.throttledRound();
  expect(run.limit.current()).toBe(16);
});

test('answers that take many times longer than they need make it shrink, though nothing is throttled', () => {
  const run = createRun();
  run.rounds(20);
  const before = run.limit.current();
  run.rounds(20, 200);
  expect(run.limit.current()).toBeLessThan(before / 2);
});

test('a table that is slower for good is the new normal after a while', () => {
  const run = createRun();
  run.rounds(20);
  run.rounds(3000, 200);
  expect(run.limit.current()).toBe(64);
});

test('whatever happens, it stays between its ends', () => {
  const events = fc.array(
    fc.record({ isOk: fc.boolean(), latencyMs: fc.nat({ max: 6000 }), wasInUse: fc.boolean() }),
  );
  fc.assert(
    fc.property(events, (given) => {
      const limit = createRequestLimit({ min: 1, max: 8 });
      let startedMs = 0;
      for (const { isOk, latencyMs, wasInUse } of given) {
        const endedMs = startedMs + latencyMs;
        if (isOk) limit.succeeded({ startedMs, endedMs, wasInUse });
        else limit.overloaded({ startedMs, endedMs });
        expect(limit.current()).toBeGreaterThanOrEqual(1);
        expect(limit.current()).toBeLessThanOrEqual(8);
        startedMs += 7;
      }
    }),
  );
});
