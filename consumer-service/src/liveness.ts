import type { StatusSnapshot } from './status.ts';

/** A rebalance is bounded by 30 s, a fetch by 15 s; several times that is not a hiccup any more. */
const MAX_JOINING_MS = 120_000;
const MAX_FETCH_AGE_MS = 60_000;
/** Three times the longest session: the client has lost its timer, and others have the partitions. */
const MAX_HEARTBEAT_AGE_MS = 90_000;
/** At most 1 MiB of a partition waits in line: minutes even for a table that takes one batch a second. */
const MAX_PENDING_AGE_MS = 300_000;
/** Half of all timers came later than this: heartbeats and answers come too late to count. */
const MAX_LOOP_DELAY_MS = 1000;

/**
 * Why a new process would do better than this one; empty when it would not. It judges whether the process makes
 * progress, never whether something outside works: while anything is being waited for, standing still is right, and
 * a restart would only move partitions around.
 */
export function findReasonsToRestart(
  snapshot: StatusSnapshot,
  { loopDelayMs, nowMs }: { loopDelayMs: number; nowMs: number },
): string[] {
  const reasons: string[] = [];
  if (loopDelayMs > MAX_LOOP_DELAY_MS) {
    reasons.push(`the event loop is late by ${Math.round(loopDelayMs)} ms half of the time`);
  }
  return snapshot.waitingFor.length > 0 ? reasons : [...reasons, ...findStandstill(snapshot, nowMs)];
}

function findStandstill(snapshot: StatusSnapshot, nowMs: number): string[] {
  const stateAgeMs = nowMs - snapshot.stateSinceMs;
  if (snapshot.state === 'joining group' && stateAgeMs > MAX_JOINING_MS) {
    return [`not in the group for ${toSeconds(stateAgeMs)} s`];
  }
  return snapshot.state === 'running'
    ? [...findSilence(snapshot, nowMs), ...findIdleParts(snapshot, nowMs)]
    : [];
}

function findSilence({ lastHeartbeatMs, stateSinceMs }: StatusSnapshot, nowMs: number): string[] {
  const heartbeatAgeMs = nowMs - Math.max(lastHeartbeatMs ?? 0, stateSinceMs);
  return heartbeatAgeMs > MAX_HEARTBEAT_AGE_MS
    ? [`the group has answered no heartbeat for ${toSeconds(heartbeatAgeMs)} s`]
    : [];
}

function findIdleParts({ lastFetchMs, stateSinceMs, partitions }: StatusSnapshot, nowMs: number): string[] {
  // A member without partitions has nothing to fetch.
  if (partitions.length === 0) return [];
  const fetchAgeMs = nowMs - Math.max(lastFetchMs ?? 0, stateSinceMs);
  const stalledFetch =
    fetchAgeMs > MAX_FETCH_AGE_MS ? [`no fetch has ended for ${toSeconds(fetchAgeMs)} s`] : [];
  const stalledPartitions = partitions
    .filter(({ oldestPendingAgeMs }) => (oldestPendingAgeMs ?? 0) > MAX_PENDING_AGE_MS)
    .map(
      ({ partition, oldestPendingAgeMs }) =>
        `partition ${partition} stands still for ${toSeconds(oldestPendingAgeMs ?? 0)} s`,
    );
  return [...stalledFetch, ...stalledPartitions];
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
