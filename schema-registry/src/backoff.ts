export type Backoff = { baseMs: number; maxMs: number };

/**
 * Full jitter: any time up to an exponentially growing limit. Many clients that fail together must not come back
 * together. `failures` counts from 0.
 */
export function toBackoffMs(failures: number, { baseMs, maxMs }: Backoff, random: () => number): number {
  return random() * Math.min(maxMs, baseMs * 2 ** Math.min(failures, 30));
}
