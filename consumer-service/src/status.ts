import { describeError } from './describe-error.ts';

export type ServiceState = 'starting' | 'waiting for topic' | 'joining group' | 'running' | 'stopping';

export type PartitionStatus = { partition: number; position: string; done: string; lag: string };

/** What `/health` is told from, as of one moment. */
export type StatusSnapshot = {
  state: ServiceState;
  stateSinceMs: number;
  /** Undefined before the first fetch. */
  lastFetchMs: number | undefined;
  lastError: { what: string; error: string; atMs: number } | undefined;
  partitions: PartitionStatus[];
};

export type Status = {
  enter(state: ServiceState): void;
  fetched(): void;
  failed(what: string, error: unknown): void;
  snapshot(partitions: PartitionStatus[]): StatusSnapshot;
};

export function createStatus(now: () => number = Date.now): Status {
  let state: ServiceState = 'starting';
  let stateSinceMs = now();
  let lastFetchMs: number | undefined;
  let lastError: StatusSnapshot['lastError'];

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
    failed(what, error) {
      lastError = { what, error: error === undefined ? what : describeError(error), atMs: now() };
    },
    snapshot: (partitions) => ({ state, stateSinceMs, lastFetchMs, lastError, partitions }),
  };
}
