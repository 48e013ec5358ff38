import type { Instruments } from './instruments.ts';

/** From a local table's few milliseconds to the request timeout of 5 s. */
const WRITE_SECONDS_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createTableMetrics({ counter, gauge, histogram }: Instruments) {
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
    writeSeconds: histogram(
      'glueline_write_seconds',
      'Duration of answered BatchWriteItem requests. A rise: the table, or the way to it, is slow.',
      WRITE_SECONDS_BUCKETS,
    ),
    writeCapacityUnits: counter(
      'glueline_write_capacity_units_total',
      'Write capacity that DynamoDB says it has charged. Its rate is what the table must have, or costs.',
    ),
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
