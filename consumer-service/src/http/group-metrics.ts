import type { Instruments } from './instruments.ts';

/** Up to the request timeout of the member's client. */
const COMMIT_SECONDS_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

export function createGroupMetrics({ counter, histogram }: Instruments) {
  return {
    commits: counter('glueline_commits_total', 'Offset commits. Failures only repeat records.', ['result']),
    commitSeconds: histogram(
      'glueline_commit_seconds',
      'Duration of offset commits that succeeded. A rise: the brokers are slow; a crash would repeat more records.',
      COMMIT_SECONDS_BUCKETS,
    ),
    writesHeldForCommit: counter(
      'glueline_writes_held_for_commit_total',
      'Times that writing waited because much was stored and no commit was answered. A rise: brokers that are slow or away.',
    ),
    rebalances: counter(
      'glueline_rebalances_total',
      'Rebalances of the consumer group seen by this member. Lasting: members come and go, or are cut off.',
    ),
    partitionsGivenUp: counter(
      'glueline_partitions_given_up_total',
      'Partitions taken from this member. "revoked" is normal; "overtaken": it was cut off.',
      ['reason'],
    ),
    offsetResets: counter(
      'glueline_offset_resets_total',
      'Positions that were outside of the log and set anew. Any rise may mean records expired unread.',
    ),
    offsetsSkipped: counter(
      'glueline_offsets_skipped_total',
      'Offsets such positions passed over: about the number of records that were never read.',
    ),
  };
}
