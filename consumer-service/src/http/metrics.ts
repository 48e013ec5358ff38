import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import packageJson from '../../package.json' with { type: 'json' };
import { toLagSeconds } from '../partition-status.ts';
import type { PartitionWork } from '../partition-work.ts';
import type { Standstill } from '../status.ts';

/** From a local table's few milliseconds to the request timeout of 5 s. */
const WRITE_SECONDS_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export type Metrics = ReturnType<typeof createMetrics>;

/** Read at every scrape, so that what is over disappears with its last value. */
export type MetricSources = {
  works: () => Iterable<PartitionWork>;
  waitingFor: () => readonly Standstill[];
};

/**
 * Names are an interface: dashboards and alarms break when one changes. Labels are bounded: words of our own, and
 * partition numbers.
 */
export function createMetrics(sources: MetricSources) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers });
  createPartitionGauges(registry, sources.works);
  createWaitingGauge(registry, sources.waitingFor);
  createBuildInfo(registry);

  return {
    registry,
    recordsRead: counter(
      'glueline_records_read_total',
      'Records fetched and taken in. Flat while lag grows: the service is stuck or its sink too slow.',
    ),
    recordsRedelivered: counter(
      'glueline_records_redelivered_total',
      'Records that were fetched again and dropped. Some are normal around rebalances.',
    ),
    ...createTableMetrics(registry),
    ...createGroupCounters(registry),
    tombstonesIgnored: counter(
      'glueline_tombstones_ignored_total',
      'Records without a value whose key is not the key of the table, passed over as TOMBSTONE_POLICY says.',
    ),
    deadLetters: counter(
      'glueline_dead_letters_total',
      'Records the dead-letter topic has acknowledged. Any rise means data that is not in the table.',
      ['reason'],
    ),
    retries: counter(
      'glueline_retries_total',
      'Attempts that failed and are made again. A lasting rise is an outage: the cause names the dependency.',
      ['cause'],
    ),
  };
}

function createTableMetrics(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  return {
    itemsStored: counter(
      'glueline_items_stored_total',
      'Records the table has the effect of, counting deletes and those that a later record of the same key replaced.',
    ),
    itemsDeleted: counter('glueline_items_deleted_total', 'Records without a value that deleted their item.'),
    itemsReplaced: counter(
      'glueline_items_replaced_total',
      'Records never written because a later one of the same key was waiting too. A rise: a hot key, or a slow table.',
    ),
    batches: counter('glueline_batches_total', 'BatchWriteItem requests that were answered.'),
    batchItems: counter(
      'glueline_batch_items_total',
      'Items in answered requests; divided by batches it is how full they are, 25 at most.',
    ),
    unprocessedItems: counter(
      'glueline_unprocessed_items_total',
      'Items DynamoDB gave back unwritten. A rise means throttling: raise the capacity of the table.',
    ),
    writeSeconds: new Histogram({
      name: 'glueline_write_seconds',
      help: 'Duration of answered BatchWriteItem requests.',
      buckets: WRITE_SECONDS_BUCKETS,
      registers,
    }),
    throttledItems: counter(
      'glueline_throttled_items_total',
      'Writes that DynamoDB throttled, by reason. A lasting rise: raise the capacity of the table.',
      ['reason'],
    ),
    operatorNeeded: gauge(
      'glueline_table_operator_needed',
      '1 while the table refuses what only a person can mend; nothing is dropped meanwhile. Alarm on it.',
      ['cause'],
    ),
    requestLimit: gauge(
      'glueline_table_request_limit',
      'Requests that may be in flight. It grows while the table keeps up and falls when it throttles or slows down.',
    ),
    requestsInFlight: gauge(
      'glueline_table_requests_in_flight',
      'BatchWriteItem requests that wait for an answer.',
    ),
    lanesReady: gauge(
      'glueline_table_keys_waiting',
      'Keys with a write that waits for a free request. Lasting: the limit is what holds the service up.',
    ),
  };
}

function createGroupCounters(registry: Registry) {
  const registers = [registry];
  return {
    commits: new Counter({
      name: 'glueline_commits_total',
      help: 'Offset commits. Failures only repeat records.',
      labelNames: ['result'],
      registers,
    }),
    rebalances: new Counter({
      name: 'glueline_rebalances_total',
      help: 'Rebalances of the consumer group seen by this member.',
      registers,
    }),
    partitionsGivenUp: new Counter({
      name: 'glueline_partitions_given_up_total',
      help: 'Partitions taken from this member. "revoked" is normal; "evicted" and "overtaken": it was cut off.',
      labelNames: ['reason'],
      registers,
    }),
    offsetResets: new Counter({
      name: 'glueline_offset_resets_total',
      help: 'Positions that were outside of the log and set anew. Any rise may mean records expired unread.',
      registers,
    }),
    offsetsSkipped: new Counter({
      name: 'glueline_offsets_skipped_total',
      help: 'Offsets such positions passed over: about the number of records that were never read.',
      registers,
    }),
  };
}

function createWaitingGauge(registry: Registry, readWaitingFor: MetricSources['waitingFor']): void {
  const gauge = new Gauge({
    name: 'glueline_waiting_seconds',
    help: 'How long a dependency has been away, while records wait for it. A lasting rise: mend that dependency.',
    labelNames: ['dependency'],
    registers: [],
    collect() {
      this.reset();
      for (const { dependency, sinceMs } of readWaitingFor()) {
        this.set({ dependency }, (Date.now() - sinceMs) / 1000);
      }
    },
  });
  registry.registerMetric(gauge);
}

function createBuildInfo(registry: Registry): void {
  new Gauge({
    name: 'glueline_build_info',
    help: 'Always 1; its labels say what is running.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version: packageJson.version, node: process.version }, 1);
}

function createPartitionGauges(registry: Registry, readWorks: () => Iterable<PartitionWork>): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: (work: PartitionWork) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['partition'],
      registers,
      collect() {
        this.reset();
        for (const work of readWorks()) this.set({ partition: work.partition }, read(work));
      },
    });
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
    'Memory held by records that are not done yet; fetching the partition pauses at 1 MiB.',
    (work) => work.pending().bytes,
  );
}
