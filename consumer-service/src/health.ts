import { findReasonsToRestart } from './liveness.ts';
import { findReasonsNotReady } from './readiness.ts';
import type { PartitionStatus, ServiceState, StatusSnapshot } from './status.ts';

export type Verdict = { ok: boolean; reasons: string[] };

/** The body of `/health`; `live` and `ready` are also answered on paths of their own. */
export type Health = {
  live: Verdict;
  ready: Verdict;
  state: ServiceState;
  stateAgeMs: number;
  lastFetchAgeMs: number | null;
  lastHeartbeatAgeMs: number | null;
  lastError: { what: string; error: string; ageMs: number } | null;
  waitingFor: { dependency: string; cause: string; attempts: number; ageMs: number }[];
  partitions: PartitionStatus[];
};

/** Verdicts and details are told from one snapshot, so they never contradict each other. */
export function toHealth(snapshot: StatusSnapshot, at: { loopDelayMs: number; nowMs: number }): Health {
  const { state, stateSinceMs, lastFetchMs, lastHeartbeatMs, lastError, waitingFor, partitions } = snapshot;
  const toAge = (ms: number) => at.nowMs - ms;
  return {
    live: toVerdict(findReasonsToRestart(snapshot, at)),
    ready: toVerdict(findReasonsNotReady(snapshot, at.nowMs)),
    state,
    stateAgeMs: toAge(stateSinceMs),
    lastFetchAgeMs: lastFetchMs === undefined ? null : toAge(lastFetchMs),
    lastHeartbeatAgeMs: lastHeartbeatMs === undefined ? null : toAge(lastHeartbeatMs),
    lastError:
      lastError === undefined
        ? null
        : { what: lastError.what, error: lastError.error, ageMs: toAge(lastError.atMs) },
    waitingFor: waitingFor.map(({ dependency, cause, attempts, sinceMs }) => ({
      dependency,
      cause,
      attempts,
      ageMs: toAge(sinceMs),
    })),
    partitions,
  };
}

function toVerdict(reasons: string[]): Verdict {
  return { ok: reasons.length === 0, reasons };
}
