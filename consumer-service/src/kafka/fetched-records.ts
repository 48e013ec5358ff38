import { IS_CONTROL } from '@platformatic/kafka';
import type { FetchedRecords } from '../partition-work.ts';
import type { KafkaRecord } from '../record.ts';
import { createAbortedFilter } from './aborted-transactions.ts';
import type { FetchedPartition } from './fetch-response.ts';
import { packRecords } from './packed-records.ts';

/**
 * What of one partition's part of a fetch response is new. Brokers answer with whole batches, so the first may
 * begin below the position; a batch may also end in offsets that have no record, on compacted topics. Records of
 * aborted transactions, and control records at the end of each, take up their offsets and are nothing for us.
 */
export function selectRecords(
  { partitionIndex, highWatermark, abortedTransactions, batches }: FetchedPartition,
  { topic, position }: { topic: string; position: bigint },
): FetchedRecords {
  const records: KafkaRecord[] = [];
  const isAborted = createAbortedFilter(abortedTransactions ?? []);
  const place = { topic, partition: partitionIndex, position };
  let nextOffset = position;
  for (const batch of batches) {
    if (batch.lastOffset >= nextOffset) nextOffset = batch.lastOffset + 1n;
    if (isAborted(batch) || (batch.attributes & IS_CONTROL) !== 0) continue;
    packRecords(batch, place, records);
  }
  return { records, nextOffset, highWatermark };
}
