/** How many requests may be in flight. */
export type RequestLimit = {
  current(): number;
  /** An answer that took everything. `wasInUse`: as many were in flight as may be. */
  succeeded(answer: { startedMs: number; endedMs: number; wasInUse: boolean }): void;
  /** The table throttled, failed, or gave no answer. */
  overloaded(request: { startedMs: number; endedMs: number }): void;
};

/** Two requests hide each other's way to the table and back; more have to be earned. */
const INITIAL_LIMIT = 4;
const OVERLOAD_FACTOR = 0.5;
const SLOW_FACTOR = 0.9;
/** Slow is this many times the best latency known, and at least this long: less is noise. */
const SLOW_RATIO = 3;
const MIN_SLOW_MS = 30;
/** Weight of one answer in the smoothed latency: about the last ten count. */
const SMOOTHING = 0.1;
/** The best latency known rises by this with every answer, so that a lasting change becomes the new normal. */
const BASELINE_DRIFT = 1.002;

/**
 * Additive increase, multiplicative decrease, as TCP does it: grows by one per round trip while it is in use, halves
 * when the table is overloaded, and shrinks a little when answers take far longer than they need, which is a queue
 * that builds up somewhere.
 *
 * Invariants: `min <= current() <= max`; it shrinks at most once per round trip, because requests that were sent
 * before it shrank tell of the load before. Every limit it takes is safe; only speed depends on it.
 */
export function createRequestLimit({ min, max }: { min: number; max: number }): RequestLimit {
  let limit = Math.min(max, Math.max(min, INITIAL_LIMIT));
  let lastDecreaseMs = Number.NEGATIVE_INFINITY;
  let baselineMs = Number.POSITIVE_INFINITY;
  let smoothedMs = Number.POSITIVE_INFINITY;

  function shrink(factor: number, { startedMs, endedMs }: { startedMs: number; endedMs: number }): void {
    if (startedMs < lastDecreaseMs) return;
    limit = Math.max(min, limit * factor);
    lastDecreaseMs = endedMs;
    // What was measured under the old limit says nothing about the new one.
    smoothedMs = baselineMs;
  }

  function isSlow(latencyMs: number): boolean {
    baselineMs = Math.min(baselineMs * BASELINE_DRIFT, latencyMs);
    const before = Number.isFinite(smoothedMs) ? smoothedMs : baselineMs;
    smoothedMs = before + SMOOTHING * (latencyMs - before);
    return smoothedMs > Math.max(MIN_SLOW_MS, SLOW_RATIO * baselineMs);
  }

  return {
    current: () => Math.floor(limit),
    succeeded({ startedMs, endedMs, wasInUse }) {
      if (isSlow(endedMs - startedMs)) shrink(SLOW_FACTOR, { startedMs, endedMs });
      else if (wasInUse) limit = Math.min(max, limit + 1 / limit);
    },
    overloaded: (request) => shrink(OVERLOAD_FACTOR, request),
  };
}
