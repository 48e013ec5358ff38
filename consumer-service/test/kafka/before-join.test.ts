import { expect, test } from 'vitest';
import { finishBeforeJoin } from '../../src/kafka/before-join.ts';

function createParts({ isActive = true, finished = Promise.resolve() } = {}) {
  const log: string[] = [];
  const finishing = finishBeforeJoin({
    member: { isActive: () => isActive },
    assignment: {
      hold: () => log.push('hold'),
      async finished() {
        log.push('finishing');
        await finished;
        log.push('finished');
      },
      join: () => log.push('join'),
    },
    committer: { flush: () => log.push('flush') },
    maxFinishMs: 10,
  });
  return { log, finishing };
}

test('what was handed over is done and committed before the join', async () => {
  const { log, finishing } = createParts();
  await finishing;
  expect(log).toEqual(['hold', 'finishing', 'finished', 'flush', 'join']);
});

test('what takes too long is not waited for, and what is done by then is committed', async () => {
  const { log, finishing } = createParts({ finished: new Promise(() => {}) });
  await finishing;
  expect(log).toEqual(['hold', 'finishing', 'flush', 'join']);
});

test('a member whose commits would be refused joins at once', async () => {
  const { log, finishing } = createParts({ isActive: false });
  await finishing;
  expect(log).toEqual(['hold', 'join']);
});

test('an error nobody foresaw is thrown', async () => {
  const { finishing } = createParts({ finished: Promise.reject(new Error('a partition failed')) });
  await expect(finishing).rejects.toThrow(new Error('a partition failed'));
});
