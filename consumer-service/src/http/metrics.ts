import { collectDefaultMetrics, Registry } from 'prom-client';
import packageJson from '../../package.json' with { type: 'json' };
import type { PartitionWork } from '../partition-work.ts';
import type { Standstill } from '../status.ts';
import { createGroupMetrics } from './group-metrics.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import { createPartitionMetrics } from './partition-metrics.ts';
import { createTableMetrics } from './table-metrics.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export type MetricSources = {
  works: () => Iterable<PartitionWork>;
  waitingFor: () => readonly Standstill[];
};

/**
 * Names are an interface: dashboards and alarms break when one changes. Labels are bounded: words of our own, and
 * partition numbers. Node's own, with the delay of the event loop, come along.
 */
export function createMetrics({ works, waitingFor }: MetricSources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  createPartitionMetrics(instruments, works);
  instruments.readGauge(
    'glueline_waiting_seconds',
    'How long a dependency has been away, while records wait for it. A lasting rise: mend that dependency.',
    'dependency',
    () => waitingFor().map(({ dependency, sinceMs }) => [dependency, (Date.now() - sinceMs) / 1000] as const),
  );
  instruments
    .gauge('glueline_build_info', 'Always 1; its labels say what is running.', ['version', 'node'])
    .set({ version: packageJson.version, node: process.version }, 1);
  return {
    registry,
    ...createRecordMetrics(instruments),
    ...createTableMetrics(instruments),
    ...createGroupMetrics(instruments),
  };
}

function createRecordMetrics({ counter }: Instruments) {
  return {
    recordsRead: counter(
      'glueline_records_read_total',
      'Records fetched and taken in. Flat while lag grows: the service is stuck or its sink too slow.',
    ),
    recordsRedelivered: counter(
      'glueline_records_redelivered_total',
      'Records that were fetched again and dropped. Some are normal around rebalances.',
    ),
    tombstonesIgnored: counter(
      'glueline_tombstones_ignored_total',
      'Records without a value whose key is not the key of the table, passed over as TOMBSTONE_POLICY says.',
    ),
    deadLetters: counter(
      'glueline_dead_letters_total',
      'Records the dead-letter topic has acknowledged. Any rise means data that is not in the table.',
      ['reason'],
    ),
    schemaReads: counter(
      'glueline_schema_reads_total',
      'Schema versions asked of the registry; all others were in the cache. A lasting rise beside that of a new version: ids that nobody registered, or a registry that is away.',
      ['result'],
    ),
    retries: counter(
      'glueline_retries_total',
      'Attempts that failed and are made again. A lasting rise is an outage: the cause names the dependency.',
      ['cause'],
    ),
  };
}
