import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withProgress } from '../../prepare/progress.js';

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] }),
);
afterEach(() => vi.useRealTimers());

function createOutput(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test('work of less than a second is not mentioned', async () => {
  const output = createOutput(false);
  expect(await withProgress('fetching', () => Promise.resolve('jars'), output)).toBe('jars');
  expect(output.written).toEqual([]);
});

test('longer work has a line at its start and one at its end', async () => {
  const output = createOutput(false);
  await withProgress('fetching', async () => void (await vi.advanceTimersByTimeAsync(3000)), output);
  expect(output.written).toEqual(['fetching …\n', '✓ fetching: done after 3 s\n']);
});

test('on a terminal the elapsed seconds are shown', async () => {
  const output = createOutput(true);
  await withProgress('fetching', async () => void (await vi.advanceTimersByTimeAsync(3000)), output);
  expect(output.written).toContain('\r⠙ fetching … 1 s');
  expect(output.written.at(-1)).toBe('\r✓ fetching: done after 3 s\n');
});

test('work that fails says so and fails', async () => {
  const output = createOutput(false);
  const work = async () => {
    await vi.advanceTimersByTimeAsync(2000);
    throw new Error('no network');
  };
  await expect(withProgress('fetching', work, output)).rejects.toThrow(new Error('no network'));
  expect(output.written).toEqual(['fetching …\n', '✗ fetching: failed after 2 s\n']);
});
