import { waitFor } from '@glueline/local/testing';
import { onTestFinished, expect, test } from 'vitest';
import { watchPartitionGrowth } from '../../src/kafka/partition-growth.ts';

function watch() {
  const calls: string[] = [];
  const state = { count: 3, active: true, failure: undefined as Error | undefined };
  const member = {
    isActive: () => state.active,
    async countPartitions() {
      calls.push('count');
      if (state.failure !== undefined) throw state.failure;
      return Promise.resolve(state.count);
    },
    async rejoin() {
      calls.push('rejoin');
      return Promise.resolve();
    },
  };
  const stopping = new AbortController();
  const growths: { from: number; to: number }[] = [];
  const failures: unknown[] = [];
  const ended = watchPartitionGrowth({
    member,
    known: 3,
    intervalMs: 1,
    signal: stopping.signal,
    onGrown: (growth) => growths.push(growth),
    onFailed: (error) => failures.push(error),
  });
  ended.catch(() => {});
  onTestFinished(() => stopping.abort());
  const counted = async (times: number) => {
    const before = calls.length;
    await waitFor(
      () => calls.slice(before).filter((call) => call === 'count').length >= times,
      'more counts',
    );
  };
  return { state, calls, growths, failures, counted, stopping, ended };
}

test('it rejoins when there are more partitions, once for each growth', async () => {
  const { state, calls, growths, counted } = watch();
  await counted(2);
  expect(calls).not.toContain('rejoin');
  state.count = 6;
  await waitFor(() => growths.length === 1, 'the growth');
  await counted(3);
  expect(growths).toEqual([{ from: 3, to: 6 }]);
  expect(calls.filter((call) => call === 'rejoin')).toHaveLength(1);
  state.count = 7;
  await waitFor(() => growths.length === 2, 'the next growth');
  expect(growths[1]).toEqual({ from: 6, to: 7 });
});

test('during a rebalance it asks nothing, and finds the growth after it', async () => {
  const { state, calls, growths, counted } = watch();
  await counted(1);
  state.active = false;
  state.count = 6;
  const asked = calls.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls.length).toBeLessThanOrEqual(asked + 1);
  expect(calls).not.toContain('rejoin');
  state.active = true;
  await waitFor(() => growths.length === 1, 'the growth');
});

test('brokers that do not answer are told, and asked again', async () => {
  const { state, growths, failures } = watch();
  state.failure = new Error('no broker');
  await waitFor(() => failures.length > 1, 'failures');
  expect(failures[0]).toBe(state.failure);
  state.failure = undefined;
  state.count = 4;
  await waitFor(() => growths.length === 1, 'the growth');
});

test('it ends with the reason of the stop', async () => {
  const { stopping, ended } = watch();
  stopping.abort(new Error('stopping'));
  await expect(ended).rejects.toThrow(new Error('stopping'));
});
