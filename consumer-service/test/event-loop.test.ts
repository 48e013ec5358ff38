import { expect, test } from 'vitest';
import { watchEventLoop } from '../src/event-loop.ts';

test('a loop nobody has watched for long is not late', () => {
  const watch = watchEventLoop();
  expect(watch.delayMs()).toBe(0);
  watch.stop();
});
