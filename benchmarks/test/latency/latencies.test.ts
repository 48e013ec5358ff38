import { expect, test } from 'vitest';
import { toLatencies } from '../../src/latency/latencies.ts';
import { toDueCount, toIntendedNs } from '../../src/latency/open-loop.ts';

const MS = 1e6;

test('what is due follows from the time alone, however late the last look was', () => {
  expect(toDueCount(0, 1000, 5000)).toBe(0);
  expect(toDueCount(2.5, 1000, 5000)).toBe(2);
  expect(toDueCount(3000, 1000, 5000)).toBe(3000);
  expect(toDueCount(60_000, 1000, 5000)).toBe(5000);
});

test('a record that is due was meant to be sent before now', () => {
  const startedNs = 17 * MS;
  const due = toDueCount(250, 333, 5000);
  expect(toIntendedNs(due - 1, startedNs, 333)).toBeLessThanOrEqual(startedNs + 250 * MS);
  expect(toIntendedNs(due, startedNs, 333)).toBeGreaterThan(startedNs + 250 * MS);
});

test('a sender that was held up counts from the intended time, not from the acknowledgement', () => {
  const ways = [1, 2, 3].map((index) => ({
    intendedNs: index * MS,
    acknowledgedNs: 100 * MS,
    readableNs: (100 + index) * MS,
  }));
  const { fromAcknowledgement, fromIntended } = toLatencies(ways);
  expect(fromAcknowledgement).toMatchObject({ p50Ms: 2, maxMs: 3 });
  expect(fromIntended).toMatchObject({ p50Ms: 100, maxMs: 100 });
});

test('records that never became readable are counted, not left out in silence', () => {
  const there = { intendedNs: 0, acknowledgedNs: MS, readableNs: 2 * MS };
  const missing = { intendedNs: 0, acknowledgedNs: MS, readableNs: undefined };
  expect(toLatencies([there, missing])).toMatchObject({ records: 2, unreadable: 1 });
});
