import { expect, test } from 'vitest';
import { createClockOffset } from '../../src/table/clock-offset.ts';

const LOCAL_MS = Date.UTC(2026, 0, 1);
const at = (minutes: number) => new Date(LOCAL_MS + minutes * 60_000);

test('a clock that is five minutes off follows the answers, and one that is less does not', () => {
  const clock = createClockOffset(() => LOCAL_MS);
  clock.learn(at(4).toUTCString());
  expect(clock.now()).toEqual(at(0));
  clock.learn(at(-60).toUTCString());
  expect(clock.now()).toEqual(at(-60));
  clock.learn(at(0).toUTCString());
  expect(clock.now()).toEqual(at(0));
});

test.each([undefined, 'yesterday'])('an answer with the date %s changes nothing', (date) => {
  const clock = createClockOffset(() => LOCAL_MS);
  clock.learn(date);
  expect(clock.now()).toEqual(at(0));
});
