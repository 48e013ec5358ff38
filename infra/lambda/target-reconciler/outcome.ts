import type { Unknown } from './findings.ts';

/** Why a broker's target group is not as it should be. Bounded, for counts; the error has the rest. */
type Problem = Unknown | 'listing_failed' | 'request_failed' | 'stale_targets_kept';

/** What a run did about one broker. */
export type Outcome = {
  brokerId: number;
  /** Addresses. */
  registered: readonly string[];
  deregistered: readonly string[];
  problem?: Problem;
  error?: unknown;
};

export type Run = {
  outcomes: readonly Outcome[];
  /** Ids of brokers that the cluster has and that have no target group. */
  withoutTargetGroup: readonly number[];
};
