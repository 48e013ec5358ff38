import { setTimeout as delay } from 'node:timers/promises';
import { DeadlineError } from './errors.ts';

/** The work's own outcome, unless the signal aborts first: then its reason is thrown and the work left alone. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** The work's own outcome, unless it takes too long: then throws DeadlineError and leaves the work alone. */
export async function withinDeadline<Result>(
  work: Promise<Result>,
  limit: { what: string; deadlineMs: number },
): Promise<Result> {
  const tooLate = new AbortController();
  const timer = setTimeout(() => {
    tooLate.abort(new DeadlineError(`${limit.what} took longer than ${limit.deadlineMs} ms`));
  }, limit.deadlineMs);
  try {
    return await orAborted(work, tooLate.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after `ms`, or throws the signal's reason when it aborts first. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // A timer's own rejection carries the reason only as its cause.
  await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
