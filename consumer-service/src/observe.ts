import type { Logger } from 'pino';
import type { Backoff } from './backoff.ts';
import type { DeadLetter } from './dead-letter.ts';
import { describeError } from './describe-error.ts';
import type { Metrics } from './http/metrics.ts';
import { createOutage, type Outage } from './outage.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Status } from './status.ts';
import type { BatchRequest } from './table/batch-request.ts';
import type { Load } from './table/dispatcher.ts';
import type { StoredWrites } from './table/lane-table-writer.ts';

const REPORT_INTERVAL_MS = 30_000;

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
        },
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
    onTombstoneIgnored: () => metrics.tombstonesIgnored.inc(),
    onOffsetReset: ({ partition, from, to }: { partition: number; from: bigint; to: bigint }) => {
      metrics.offsetResets.inc();
      const gap = { position: String(from), logStart: String(to), gapOffsets: String(to - from) };
      logger.error({ partition, ...gap }, 'the position is outside of the log: going on at its start');
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
      logger.info('the group rebalances: what is done is committed, the rest is read again');
    },
    onPositions: (positions: ReadonlyMap<number, bigint>) => {
      status.enter('running');
      const readable = Object.fromEntries([...positions].map(([partition, at]) => [partition, String(at)]));
      logger.info({ positions: readable }, 'reading');
    },
    onCommitted: () => {
      metrics.commits.inc({ result: 'ok' });
    },
    onCommitFailed: (error: unknown) => {
      metrics.commits.inc({ result: 'failed' });
      reportFailure('commit', error);
    },
    onHeartbeatFailed: (error: unknown) => reportFailure('heartbeat', error),
  };
}

function createTableObserver({ metrics }: Sinks) {
  return {
    onAnswered: ({ items, unprocessed, seconds }: BatchRequest) => {
      metrics.batches.inc();
      metrics.batchItems.inc(items);
      metrics.unprocessedItems.inc(unprocessed);
      metrics.writeSeconds.observe(seconds);
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
