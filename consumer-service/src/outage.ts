import type { Logger } from 'pino';
import { type Backoff, toBackoffMs } from '@glueline/schema-registry';
import { orAborted, pause } from './deadline.ts';
import { describeError } from './describe-error.ts';

/** Often enough to see that it lasts, rarely enough to read the log afterwards. */
const REPORT_INTERVAL_MS = 30_000;

/**
 * Waiting for one dependency to work again. Two states:
 *
 *   working ── wait() ──▶ out
 *      ▲                   │
 *      └──── recovered() ──┘
 *
 * Reported at most every 30 s, whether it lasts or comes and goes; the recovery only where the outage was.
 */
export type Outage = {
  /** Resolves when the next attempt is due; throws the signal's reason when it aborts. `failures` from 0. */
  wait(failure: { cause: string; error?: unknown }, failures: number, signal: AbortSignal): Promise<void>;
  recovered(): void;
};

export function createOutage(options: {
  dependency: string;
  logger: Logger;
  onFailure: (cause: string, error: unknown) => void;
  onRecovered: () => void;
  backoff: Backoff;
  random?: () => number;
  now?: () => number;
}): Outage {
  const { dependency, logger, backoff, random = Math.random, now = Date.now } = options;
  let attempts = 0;
  let sinceMs = 0;
  let reportedMs = Number.NEGATIVE_INFINITY;
  let isReported = false;

  function report(cause: string, error: unknown): void {
    if (attempts === 0) sinceMs = now();
    attempts += 1;
    if (now() - reportedMs < REPORT_INTERVAL_MS) return;
    reportedMs = now();
    isReported = true;
    const details = error === undefined ? {} : { error: describeError(error) };
    logger.warn({ dependency, cause, attempts, ...details }, 'waiting for a dependency');
  }

  return {
    async wait({ cause, error }, failures, signal) {
      options.onFailure(cause, error);
      report(cause, error);
      await pause(toBackoffMs(failures, backoff, random), signal);
    },
    recovered() {
      if (attempts === 0) return;
      options.onRecovered();
      if (isReported)
        logger.info({ dependency, attempts, outageMs: now() - sinceMs }, 'dependency works again');
      attempts = 0;
      isReported = false;
    },
  };
}

/** Attempts until it works. `toCause` names a failure worth waiting for; any other is thrown as it is. */
export async function retryThroughOutage<Result>(
  attempt: () => Promise<Result>,
  options: { toCause: (error: unknown) => string | undefined; outage: Outage; signal: AbortSignal },
): Promise<Result> {
  const { toCause, outage, signal } = options;
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    try {
      const result = await orAborted(attempt(), signal);
      outage.recovered();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      const cause = toCause(error);
      if (cause === undefined) throw error;
      await outage.wait({ cause, error }, failures, signal);
    }
  }
}
