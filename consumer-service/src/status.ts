import { describeError } from './describe-error.ts';

export type ServiceState = 'starting' | 'waiting for topic' | 'joining group' | 'running' | 'stopping';

export type PartitionStatus = {
  partition: number;
  /** Offsets as text: they may exceed what a number holds. */
  position: string;
  done: string;
  lagRecords: string;
  lagSeconds: number;
  /** How long ago the oldest record that is not done was fetched; null when all are. */
  oldestPendingAgeMs: number | null;
};

/** Something outside that is being tried again and again. */
export type Standstill = {
  dependency: string;
  cause: string;
  attempts: number;
  sinceMs: number;
  lastAttemptMs: number;
};

/** What `/health` is told from, as of one moment. */
export type StatusSnapshot = {
  state: ServiceState;
  stateSinceMs: number;
  /** Undefined before the first fetch. */
  lastFetchMs: number | undefined;
  /** Undefined before the first join. */
  lastHeartbeatMs: number | undefined;
  lastError: { what: string; error: string; atMs: number } | undefined;
  waitingFor: Standstill[];
  partitions: PartitionStatus[];
};

export type Status = {
  enter(state: ServiceState): void;
  fetched(): void;
  /** The group has answered. */
  heartbeat(): void;
  failed(what: string, error: unknown): void;
  waiting(dependency: string, cause: string): void;
  /** It works again. */
  recovered(dependency: string): void;
  snapshot(partitions: PartitionStatus[]): StatusSnapshot;
};

/**
 * The longest pause between two attempts is 10 s and the longest request 45 s: who was not tried for longer is not
 * waited for any more, because the work that needed it was taken away.
 */
const FORGOTTEN_AFTER_MS = 60_000;

export function createStatus(now: () => number = Date.now): Status {
  let state: ServiceState = 'starting';
  let stateSinceMs = now();
  let lastFetchMs: number | undefined;
  let lastHeartbeatMs: number | undefined;
  let lastError: StatusSnapshot['lastError'];
  const standstills = new Map<string, Standstill>();

  return {
    enter(next) {
      // Nothing comes after stopping, however late a join or a fetch ends.
      if (state === 'stopping' || state === next) return;
      state = next;
      stateSinceMs = now();
    },
    fetched() {
      lastFetchMs = now();
    },
    heartbeat() {
      lastHeartbeatMs = now();
    },
    failed(what, error) {
      lastError = { what, error: error === undefined ? what : describeError(error), atMs: now() };
    },
    waiting(dependency, cause) {
      const known = standstills.get(dependency);
      const lastAttemptMs = now();
      const isNew = known === undefined || lastAttemptMs - known.lastAttemptMs > FORGOTTEN_AFTER_MS;
      const { attempts, sinceMs } = isNew ? { attempts: 0, sinceMs: lastAttemptMs } : known;
      standstills.set(dependency, { dependency, cause, attempts: attempts + 1, sinceMs, lastAttemptMs });
    },
    recovered(dependency) {
      standstills.delete(dependency);
    },
    snapshot(partitions) {
      const oldestMs = now() - FORGOTTEN_AFTER_MS;
      const waitingFor = [...standstills.values()].filter(({ lastAttemptMs }) => lastAttemptMs >= oldestMs);
      return { state, stateSinceMs, lastFetchMs, lastHeartbeatMs, lastError, waitingFor, partitions };
    },
  };
}
