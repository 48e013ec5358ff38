import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOffsetTracker, type RecordTimes } from '../src/offset-tracker.ts';

const TIMES: RecordTimes = { timestampMs: 1, admittedAtMs: 2 };

describe('the offset that may be committed', () => {
  test('is the position while nothing is pending', () => {
    const tracker = createOffsetTracker(7n);
    expect([tracker.committable(), tracker.position()]).toEqual([7n, 7n]);
    tracker.advanceTo(12n);
    expect([tracker.committable(), tracker.position()]).toEqual([12n, 12n]);
  });

  test('is the lowest that is not complete, whatever completed above it', () => {
    const tracker = createOffsetTracker(0n);
    for (const offset of [0n, 1n, 2n]) tracker.admit(offset, TIMES);
    tracker.complete(2n);
    tracker.complete(1n);
    expect(tracker.committable()).toBe(0n);
    tracker.complete(0n);
    expect(tracker.committable()).toBe(3n);
  });

  test('passes over offsets that have no record', () => {
    const tracker = createOffsetTracker(0n);
    tracker.admit(4n, TIMES);
    tracker.admit(9n, TIMES);
    tracker.complete(4n);
    expect(tracker.committable()).toBe(9n);
  });

  test('is not moved by an offset that was never admitted', () => {
    const tracker = createOffsetTracker(0n);
    tracker.admit(5n, TIMES);
    for (const offset of [0n, 4n, 6n]) tracker.complete(offset);
    expect(tracker.committable()).toBe(5n);
  });
});

test('the oldest pending record is the lowest that is not complete', () => {
  const tracker = createOffsetTracker(0n);
  expect(tracker.oldestPending()).toBeUndefined();
  for (const offset of [0n, 1n]) tracker.admit(offset, { timestampMs: Number(offset), admittedAtMs: 9 });
  tracker.complete(0n);
  expect(tracker.oldestPending()).toEqual({ timestampMs: 1, admittedAtMs: 9 });
});

test('a redelivered offset is not admitted', () => {
  const tracker = createOffsetTracker(5n);
  expect([4n, 5n, 5n, 6n, 2n].map((offset) => tracker.admit(offset, TIMES))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
});

/** The same in the plainest way: a list of all that was admitted, searched at every question. */
function createModel(startPosition: bigint) {
  const records: { offset: bigint; isDone: boolean }[] = [];
  let position = startPosition;
  return {
    admit(offset: bigint) {
      if (offset < position) return false;
      records.push({ offset, isDone: false });
      position = offset + 1n;
      return true;
    },
    complete(offset: bigint): void {
      for (const record of records) record.isDone ||= record.offset === offset;
    },
    advanceTo(offset: bigint): void {
      position = offset > position ? offset : position;
    },
    position: () => position,
    committable: () => records.find(({ isDone }) => !isDone)?.offset ?? position,
  };
}

const action = fc.record({
  // Completions outweigh, so that long runs of complete offsets come about.
  kind: fc.constantFrom('admit', 'admit', 'complete', 'complete', 'complete', 'advanceTo'),
  distance: fc.integer({ min: -3, max: 3 }),
  choice: fc.nat(),
});

test('it answers as a plain model does, for any order of admissions, completions and gaps', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 50n }), fc.array(action, { maxLength: 200 }), (start, actions) => {
      const tracker = createOffsetTracker(start);
      const model = createModel(start);
      const admitted: bigint[] = [];
      for (const { kind, distance, choice } of actions) {
        const near = model.position() + BigInt(distance);
        const offset = kind === 'complete' ? (admitted[choice % admitted.length] ?? near) : near;
        const answer = tracker[kind](offset, TIMES);
        expect(answer).toBe(model[kind](offset));
        expect(tracker.committable()).toBe(model.committable());
        expect(tracker.position()).toBe(model.position());
        if (answer === true) admitted.push(offset);
      }
    }),
  );
});

test('it stays exact over more records than it keeps at once', () => {
  const tracker = createOffsetTracker(0n);
  for (let offset = 0n; offset < 5000n; offset++) tracker.admit(offset, TIMES);
  for (let offset = 4999n; offset > 0n; offset--) tracker.complete(offset);
  expect(tracker.committable()).toBe(0n);
  tracker.complete(0n);
  expect(tracker.committable()).toBe(5000n);
  tracker.admit(5000n, TIMES);
  expect(tracker.committable()).toBe(5000n);
});
