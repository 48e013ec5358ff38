import { expect, test } from 'vitest';
import { allOpen, createFence, fenced, laterFence } from '../src/fence.ts';
import { never } from './doubles.ts';

function createParts() {
  const clock = { nowMs: 0 };
  const fence = createFence({ sessionTimeoutMs: 10_000, now: () => clock.nowMs });
  return { clock, fence };
}

const settle = async () => new Promise((resolve) => setImmediate(resolve));

test('it is closed until the group has heard of the member, and again after 0.8 of the session', () => {
  const { clock, fence } = createParts();
  expect(fence.isOpen()).toBe(false);
  fence.renew(0);
  clock.nowMs = 7999;
  expect(fence.isOpen()).toBe(true);
  clock.nowMs = 8000;
  expect(fence.isOpen()).toBe(false);
  fence.renew(8000);
  expect(fence.isOpen()).toBe(true);
});

test('an answer that waited while the process was frozen does not open it', () => {
  const { clock, fence } = createParts();
  fence.renew(5000);
  clock.nowMs = 30_000;
  fence.renew(6000);
  expect(fence.isOpen()).toBe(false);
});

test('an older proof of life does not take back a newer one', () => {
  const { clock, fence } = createParts();
  fence.renew(9000);
  fence.renew(1000);
  clock.nowMs = 16_000;
  expect(fence.isOpen()).toBe(true);
});

test('who waits goes on when it opens, and not at a renewal that is too old', async () => {
  const { clock, fence } = createParts();
  clock.nowMs = 20_000;
  const sent: string[] = [];
  const send = fenced(fence, async (what: string) => {
    sent.push(what);
    return Promise.resolve(what.length);
  });
  const answer = send('a write', never);
  fence.renew(1000);
  await settle();
  expect(sent).toEqual([]);
  fence.renew(20_000);
  expect(await answer).toBe(7);
  expect(sent).toEqual(['a write']);
});

test('who waits is let go when its signal aborts', async () => {
  const { fence } = createParts();
  const waiting = new AbortController();
  const open = fence.whenOpen(waiting.signal);
  waiting.abort(new Error('given up'));
  await expect(open).rejects.toThrow(new Error('given up'));
  fence.renew(0);
  await expect(fence.whenOpen(waiting.signal)).rejects.toThrow(new Error('given up'));
});

test('of two, who waits goes on when both are open at once', async () => {
  const first = createParts();
  const second = createParts();
  const both = allOpen(first.fence, second.fence);
  let isOver = false;
  const waiting = both.whenOpen(never).then(() => (isOver = true));
  first.fence.renew(0);
  await settle();
  first.clock.nowMs = 9000;
  second.fence.renew(0);
  await settle();
  expect([both.isOpen(), isOver]).toEqual([false, false]);
  first.fence.renew(9000);
  await waiting;
  expect(both.isOpen()).toBe(true);
});

test('one that is made later is asked as it is by then', async () => {
  const { fence } = createParts();
  const later = laterFence(() => fence);
  expect(later.isOpen()).toBe(false);
  const opened = later.whenOpen(never);
  fence.renew(0);
  await opened;
  expect(later.isOpen()).toBe(true);
});
