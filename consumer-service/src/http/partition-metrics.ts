import { toLagSeconds } from '../partition-status.ts';
import type { PartitionWork } from '../partition-work.ts';
import type { Instruments } from './instruments.ts';

/** Of the partitions this member has. */
export function createPartitionMetrics(
  { readGauge }: Instruments,
  readWorks: () => Iterable<PartitionWork>,
): void {
  const gauge = (name: string, help: string, read: (work: PartitionWork) => number) =>
    readGauge(name, help, 'partition', () =>
      [...readWorks()].map((work) => [work.partition, read(work)] as const),
    );
  gauge(
    'glueline_lag_records',
    'Offsets between what is done and the end of the partition, as of the last fetch. A lasting rise: too slow.',
    (work) => Number(work.lag()),
  );
  gauge(
    'glueline_lag_seconds',
    'Age of the oldest record that is not done, by its time in Kafka. A lasting rise: too slow, or stuck.',
    (work) => toLagSeconds(work, Date.now()),
  );
  gauge(
    'glueline_partition_paused',
    '1 while enough of the partition is waiting and it is left out of fetches. Always 1: the sink is the limit.',
    (work) => Number(work.isPaused()),
  );
  gauge(
    'glueline_pending_records',
    'Records that were fetched and are not done yet.',
    (work) => work.pending().records,
  );
  gauge(
    'glueline_pending_bytes',
    'Memory held by records that are not done yet; fetching pauses at 1 MiB, or the share of many partitions.',
    (work) => work.pending().bytes,
  );
}
