import { setTimeout as delay } from 'node:timers/promises';
import { type Backoff, toBackoffMs } from '@glueline/schema-registry';
import { orAborted } from './deadline.ts';
import { describeError } from './describe-error.ts';
import { StartError } from './errors.ts';

const BACKOFF: Backoff = { baseMs: 200, maxMs: 2000 };

/**
 * Attempts until it works, because at a deployment the parts may come up in any order. Throws a StartError that
 * `toFinal` makes of an error that waiting cannot mend, or one that names what was waited for at the deadline.
 */
export async function waitAtStart<Result>(
  what: string | ((error: unknown) => string),
  attempt: () => Promise<Result>,
  options: {
    toFinal?: (error: unknown) => StartError | undefined;
    deadline: AbortSignal;
    timeoutMs: number;
    /** The person wants to stop: its reason is thrown. */
    signal: AbortSignal;
  },
): Promise<Result> {
  const { toFinal, deadline, timeoutMs, signal } = options;
  const either = AbortSignal.any([deadline, signal]);
  let lastError: unknown = new Error('no answer');
  for (let failures = 0; ; failures++) {
    try {
      return await orAborted(attempt(), either);
    } catch (error) {
      if (error !== either.reason) lastError = error;
      const final = error instanceof StartError ? error : toFinal?.(error);
      if (final !== undefined) throw final;
    }
    await delay(toBackoffMs(failures, BACKOFF, Math.random), undefined, { signal: either }).catch(() => {});
    signal.throwIfAborted();
    if (deadline.aborted) {
      const failure = typeof what === 'string' ? what : what(lastError);
      throw new StartError(`${failure}, not within ${timeoutMs} ms: ${describeError(lastError)}`, {
        cause: lastError,
      });
    }
  }
}
