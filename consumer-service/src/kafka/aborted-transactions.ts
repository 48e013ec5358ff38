import { IS_CONTROL, IS_TRANSACTIONAL } from '@platformatic/kafka';
import type { KafkaRecord } from '../record.ts';
import { packRecords } from './packed-records.ts';
import type { RecordBatch } from './record-batches.ts';

/** In bytes 2 and 3 of the key of a control record, which ends a transaction; 1 is the end of a committed one. */
const ABORT_MARKER = 0;

export type AbortedTransaction = { producerId: bigint; firstOffset: bigint };

/**
 * Tells the batches of aborted transactions, one batch of a partition after the other. A producer may abort several in one
 * answer, and the end of one may be in a later answer.
 */
export function createAbortedFilter(
  transactions: readonly AbortedTransaction[],
): (batch: RecordBatch) => boolean {
  const upcoming = transactions.toSorted((left, right) => (left.firstOffset < right.firstOffset ? -1 : 1));
  const aborting = new Set<bigint>();
  return (batch) => {
    while (upcoming[0] !== undefined && upcoming[0].firstOffset <= batch.lastOffset) {
      aborting.add(upcoming.shift()!.producerId);
    }
    if (isAbortMarker(batch)) aborting.delete(batch.producerId);
    return (batch.attributes & IS_TRANSACTIONAL) !== 0 && aborting.has(batch.producerId);
  };
}

function isAbortMarker(batch: RecordBatch): boolean {
  if ((batch.attributes & IS_CONTROL) === 0) return false;
  const markers: KafkaRecord[] = [];
  packRecords(batch, { topic: '', partition: -1, position: batch.firstOffset }, markers);
  const key = markers[0]?.key ?? Buffer.alloc(0);
  return key.length >= 4 && key.readInt16BE(2) === ABORT_MARKER;
}
