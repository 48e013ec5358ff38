import type { RecordsBatch } from '@platformatic/kafka';

/*
 * What matters here of a record batch's attributes, and of a control record's key:
 *
 * | where            | value | meaning                                             |
 * |------------------|-------|-----------------------------------------------------|
 * | attributes       | 0x10  | transactional                                       |
 * | attributes       | 0x20  | control batch: the end of a transaction             |
 * | key, bytes 2..3  | 0     | of an aborted one; 1 is a committed one             |
 */
const TRANSACTIONAL = 0x10;
const CONTROL_BATCH = 0x20;
const ABORT_MARKER = 0;

export type AbortedTransaction = { producerId: bigint; firstOffset: bigint };

type Batch = Pick<RecordsBatch, 'attributes' | 'firstOffset' | 'lastOffsetDelta' | 'producerId' | 'records'>;

/**
 * Tells the batches of aborted transactions, one batch of a partition after the other. The client leaves out some
 * of them, but not all: it keeps one range per producer, and none whose end is in a later response.
 */
export function createAbortedFilter(transactions: readonly AbortedTransaction[]): (batch: Batch) => boolean {
  const upcoming = transactions.toSorted((left, right) => (left.firstOffset < right.firstOffset ? -1 : 1));
  const aborting = new Set<bigint>();
  return (batch) => {
    const lastOffset = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    while (upcoming[0] !== undefined && upcoming[0].firstOffset <= lastOffset) {
      aborting.add(upcoming.shift()!.producerId);
    }
    if (isAbortMarker(batch)) aborting.delete(batch.producerId);
    return (batch.attributes & TRANSACTIONAL) !== 0 && aborting.has(batch.producerId);
  };
}

function isAbortMarker({ attributes, records }: Batch): boolean {
  if ((attributes & CONTROL_BATCH) === 0) return false;
  const key = records[0]?.key;
  return key instanceof Buffer && key.length >= 4 && key.readInt16BE(2) === ABORT_MARKER;
}
