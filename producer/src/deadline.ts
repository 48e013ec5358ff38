/** By when something has to be over. */
export type Deadline = {
  /** Aborts then. */
  readonly signal: AbortSignal;
  remainingMs(): number;
};

export function createDeadline(durationMs: number): Deadline {
  const endMs = performance.now() + durationMs;
  return {
    signal: AbortSignal.timeout(Math.max(0, Math.floor(durationMs))),
    remainingMs: () => Math.max(0, endMs - performance.now()),
  };
}

/** Leaves the rest of the time for what comes afterwards. */
export function shareOf(deadline: Deadline, share: number): Deadline {
  return createDeadline(deadline.remainingMs() * share);
}

/** The work's own outcome, unless the time is over first: then throws `toError()` and leaves the work alone. */
export async function within<Result>(
  { signal }: Deadline,
  work: Promise<Result>,
  toError: () => Error,
): Promise<Result> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(toError());
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
