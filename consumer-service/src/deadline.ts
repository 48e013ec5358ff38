import { setTimeout as delay } from 'node:timers/promises';
import { DeadlineError } from './errors.ts';
import { onAbort } from './on-abort.ts';

/** The work's own outcome, unless the signal aborts first: then its reason is thrown and the work left alone. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason as Error);
  if (signal.aborted) abort();
  const takeBack = onAbort(signal, abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    takeBack();
  }
}

/** The work's own outcome, unless it takes too long: then throws DeadlineError and leaves the work alone. */
export async function withinDeadline<Result>(
  work: Promise<Result>,
  limit: { what: string; deadlineMs: number },
): Promise<Result> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DeadlineError(`${limit.what} took longer than ${limit.deadlineMs} ms`));
  }, limit.deadlineMs);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after `ms`, or throws the signal's reason when it aborts first. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // A timer's own rejection carries the reason only as its cause.
  await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
