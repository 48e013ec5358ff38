import type { SchemaReadResult } from '@glueline/schema-registry';
import type { Logger } from 'pino';
import type { Backoff } from '@glueline/schema-registry';
import type { DeadLetter } from './dead-letter.ts';
import { describeError } from './describe-error.ts';
import type { Metrics } from './http/metrics.ts';
import type { Commit } from './kafka/committer.ts';
import type { OffsetReset } from './kafka/out-of-range.ts';
import type { GiveUpReason } from './kafka/owned-works.ts';
import { createOutage, type Outage } from './outage.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Status } from './status.ts';
import type { BatchRequest } from './table/batch-request.ts';
import type { Load } from './table/dispatcher.ts';
import type { StoredWrites } from './table/lane-table-writer.ts';

const REPORT_INTERVAL_MS = 30_000;

/** The name under which its coordinator is waited for. */
const GROUP = 'consumer group';

type Sinks = { logger: Logger; metrics: Metrics; status: Status };

export type Observer = ReturnType<typeof createObserver>;

/**
 * What happens, as metrics, log lines and status: in one place, so that it is easy to see that every decision is
 * counted and that no line carries a payload or a key.
 */
export function createObserver(sinks: Sinks) {
  return {
    ...createRecordObserver(sinks),
    ...createGroupObserver(sinks),
    ...createTableObserver(sinks),
    outage: (dependency: string, backoff: Backoff): Outage =>
      createOutage({
        dependency,
        logger: sinks.logger,
        backoff,
        onFailure(cause, error) {
          sinks.metrics.retries.inc({ cause });
          sinks.status.failed(cause, error);
          sinks.status.waiting(dependency, cause);
        },
        onRecovered: () => sinks.status.recovered(dependency),
      }),
  };
}

function createRecordObserver({ logger, metrics, status }: Sinks) {
  const mayReport = createRateLimit(REPORT_INTERVAL_MS);
  return {
    onFetched: ({ admitted, redelivered }: { admitted: number; redelivered: number }) => {
      status.fetched();
      metrics.recordsRead.inc(admitted);
      metrics.recordsRedelivered.inc(redelivered);
    },
    onDeadLetters: (deadLetters: readonly DeadLetter[]) => {
      for (const { record, reason, errorName, schemaVersionId } of deadLetters) {
        metrics.deadLetters.inc({ reason });
        const suppressed = mayReport(reason);
        if (suppressed === undefined) continue;
        const { topic, partition, offset } = record;
        const origin = { topic, partition, offset: String(offset) };
        logger.warn({ reason, errorName, schemaVersionId, ...origin, suppressed }, 'dead letter');
      }
    },
    onSchemaRead: (result: SchemaReadResult) => metrics.schemaReads.inc({ result }),
    onTombstoneIgnored: () => metrics.tombstonesIgnored.inc(),
    onOffsetReset: ({ partition, from, to, policy }: OffsetReset) => {
      metrics.offsetResets.inc();
      // Backwards nothing is skipped: the log was cut, or made anew.
      if (to > from) metrics.offsetsSkipped.inc(Number(to - from));
      const end = policy === 'earliest' ? { logStart: String(to) } : { logEnd: String(to) };
      const gap = { position: String(from), ...end, gapOffsets: String(to - from) };
      logger.error({ partition, policy, ...gap }, 'the position is outside of the log: going on at another');
    },
  };
}

function createGroupObserver({ logger, metrics, status }: Sinks) {
  const mayReport = createRateLimit(REPORT_INTERVAL_MS);
  const reportFailure = (what: string, error: unknown) => {
    status.failed(what, error);
    const suppressed = mayReport(what);
    if (suppressed !== undefined) logger.warn({ error: describeError(error), suppressed }, `${what} failed`);
  };
  return {
    onRebalance: () => {
      metrics.rebalances.inc();
      status.enter('joining group');
      logger.info(
        'the group rebalances: what is under way is finished and committed, what stays with this member goes on after it',
      );
    },
    onWorking: ({ started, kept }: { started: ReadonlyMap<number, bigint>; kept: readonly number[] }) => {
      status.enter('running');
      const positions = Object.fromEntries([...started].map(([partition, at]) => [partition, String(at)]));
      logger.info({ positions, ...(kept.length > 0 && { kept }) }, 'reading');
    },
    onGivenUp: (partition: number, reason: GiveUpReason) => {
      metrics.partitionsGivenUp.inc({ reason });
      // A partition that goes to another member is a rebalance as it should be.
      if (reason !== 'revoked') logger.warn({ partition, reason }, 'a partition was lost to another member');
    },
    onPartitionsGrown: (growth: { from: number; to: number }) => {
      logger.info(growth, 'the topic has more partitions');
    },
    onLogEndFailed: (error: unknown) => reportFailure('looking for the end of the log', error),
    onPartitionPollFailed: (error: unknown) => reportFailure('looking for new partitions', error),
    onCommitted: ({ seconds }: Commit) => {
      metrics.commits.inc({ result: 'ok' });
      metrics.commitSeconds.observe(seconds);
    },
    onWritesHeldForCommit: () => metrics.writesHeldForCommit.inc(),
    onCommitFailed: (error: unknown) => {
      metrics.commits.inc({ result: 'failed' });
      reportFailure('commit', error);
    },
    onHeartbeat: () => {
      status.heartbeat();
      status.recovered(GROUP);
    },
    onHeartbeatFailed: (error: unknown) => {
      status.waiting(GROUP, 'heartbeat');
      reportFailure('heartbeat', error);
    },
    onBrokerFailed: () => status.waiting(GROUP, 'connection'),
  };
}

function createTableObserver({ metrics }: Sinks) {
  return {
    onAnswered: ({ items, unprocessed, seconds, capacityUnits }: BatchRequest) => {
      metrics.batches.inc();
      metrics.batchItems.inc(items);
      metrics.unprocessedItems.inc(unprocessed);
      metrics.writeSeconds.observe(seconds);
      metrics.writeCapacityUnits.inc(capacityUnits);
    },
    onStored: ({ puts, deletes, replaced }: StoredWrites) => {
      metrics.itemsStored.inc(puts + deletes + replaced);
      metrics.itemsDeleted.inc(deletes);
      metrics.itemsReplaced.inc(replaced);
    },
    onThrottled: ({ reason, items }: { reason: string; items: number }) => {
      metrics.throttledItems.inc({ reason }, items);
    },
    onOperatorNeeded: (cause: string | undefined) => {
      metrics.operatorNeeded.reset();
      if (cause !== undefined) metrics.operatorNeeded.set({ cause }, 1);
    },
    onLoad: ({ requestLimit, requestsInFlight, lanesReady }: Load) => {
      metrics.requestLimit.set(requestLimit);
      metrics.requestsInFlight.set(requestsInFlight);
      metrics.lanesReady.set(lanesReady);
    },
  };
}
