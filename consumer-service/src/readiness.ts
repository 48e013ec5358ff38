import type { StatusSnapshot } from './status.ts';

/** Shorter is a hiccup: a throttled batch, a broker that moves a leader. */
const HICCUP_MS = 5000;

/** Why records do not flow at the moment; empty when they do, or when there are none to read yet. */
export function findReasonsNotReady(snapshot: StatusSnapshot, nowMs: number): string[] {
  const { state, waitingFor } = snapshot;
  const reasons = waitingFor
    .filter(({ sinceMs }) => nowMs - sinceMs > HICCUP_MS)
    .map(
      ({ dependency, cause, attempts, sinceMs }) =>
        `waiting for the ${dependency} for ${Math.round((nowMs - sinceMs) / 1000)} s (${cause}, ${attempts} attempts)`,
    );
  if (state === 'running' || state === 'waiting for topic') return reasons;
  return [state, ...reasons];
}
