import type { PartitionStatus, ServiceState, StatusSnapshot } from './status.ts';

/** A rebalance is bounded by 30 s, a retried fetch by 15 s; twice that is not a hiccup any more. */
const MAX_JOINING_MS = 60_000;
const MAX_FETCH_AGE_MS = 60_000;

export type Health = {
  statusCode: 200 | 503;
  body: {
    healthy: boolean;
    state: ServiceState;
    /** Why not healthy; empty when it is. */
    reasons: string[];
    lastFetchAgeMs: number | null;
    lastError: { what: string; error: string; ageMs: number } | null;
    partitions: PartitionStatus[];
  };
};

/** Status code and body are told from one snapshot, so they never contradict each other. */
export function toHealth(snapshot: StatusSnapshot, nowMs: number): Health {
  const { state, lastFetchMs, lastError, partitions } = snapshot;
  const reasons = findReasons(snapshot, nowMs);
  const healthy = reasons.length === 0;
  return {
    statusCode: healthy ? 200 : 503,
    body: {
      healthy,
      state,
      reasons,
      lastFetchAgeMs: lastFetchMs === undefined ? null : nowMs - lastFetchMs,
      lastError:
        lastError === undefined
          ? null
          : { what: lastError.what, error: lastError.error, ageMs: nowMs - lastError.atMs },
      partitions,
    },
  };
}

function findReasons(snapshot: StatusSnapshot, nowMs: number): string[] {
  const stateAgeMs = nowMs - snapshot.stateSinceMs;
  switch (snapshot.state) {
    case 'starting':
      return ['still starting'];
    case 'stopping':
      return ['stopping'];
    case 'waiting for topic':
      return [];
    case 'joining group':
      return stateAgeMs > MAX_JOINING_MS ? [`not in the group for ${toSeconds(stateAgeMs)} s`] : [];
    default:
      return findStall(snapshot, nowMs);
  }
}

function findStall({ lastFetchMs, stateSinceMs, partitions }: StatusSnapshot, nowMs: number): string[] {
  const fetchAgeMs = nowMs - Math.max(lastFetchMs ?? 0, stateSinceMs);
  // A member without partitions has nothing to fetch.
  const isStalled = partitions.length > 0 && fetchAgeMs > MAX_FETCH_AGE_MS;
  return isStalled ? [`no fetch has succeeded for ${toSeconds(fetchAgeMs)} s`] : [];
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
