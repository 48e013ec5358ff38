import { expect, test } from 'vitest';
import { runStopSteps } from '../src/stop-steps.ts';

test('steps run one after the other, each even when an earlier one failed or hangs', async () => {
  const done: string[] = [];
  const stopping = runStopSteps(
    [
      { what: 'first', run: async () => Promise.reject(new Error('broken')) },
      { what: 'second', run: async () => new Promise(() => {}), deadlineMs: 1 },
      {
        what: 'third',
        run: () => {
          done.push('third');
        },
      },
    ],
    { timeoutMs: 10_000 },
  );
  await expect(stopping).rejects.toMatchObject({
    name: 'AggregateError',
    message: 'could not first; could not second',
    errors: [{ cause: { message: 'broken' } }, { cause: { message: 'second took longer than 1 ms' } }],
  });
  expect(done).toEqual(['third']);
});

test('a step after the deadline still gets its chance', async () => {
  const done: string[] = [];
  await runStopSteps([{ what: 'close', run: async () => void done.push('close') }], { timeoutMs: 0 });
  expect(done).toEqual(['close']);
});
