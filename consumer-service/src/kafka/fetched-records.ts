import type { Consumer, RecordsBatch } from '@platformatic/kafka';
import { type AbortedTransaction, createAbortedFilter } from './aborted-transactions.ts';
import type { FetchedRecords } from '../partition-work.ts';
import type { KafkaRecord } from '../record.ts';
import { packRecords } from './packed-records.ts';

/** The client does not export these types by name. */
export type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;
export type FetchedPartition = Pick<
  FetchResponse['responses'][number]['partitions'][number],
  'partitionIndex' | 'highWatermark' | 'records'
> & { abortedTransactions?: readonly AbortedTransaction[] | null };

/*
 * What matters here of a record batch's attributes:
 *
 * | bit  | meaning                                                                     |
 * |------|-----------------------------------------------------------------------------|
 * | 0x08 | the broker set the time: it is the batch's largest, for every record in it  |
 * | 0x20 | control batch: the end of a transaction; takes up an offset, nothing for us |
 */
const LOG_APPEND_TIME = 0x08;
const CONTROL_BATCH = 0x20;

/**
 * What of one partition's part of a fetch response is new. Brokers answer with whole batches, so the first may
 * begin below the position; a batch may also end in offsets that have no record, on compacted topics. Records of
 * aborted transactions take up their offsets and are nothing for us.
 */
export function selectRecords(
  partition: FetchedPartition,
  from: { topic: string; position: bigint },
): FetchedRecords {
  const { partitionIndex, highWatermark } = partition;
  const records: KafkaRecord[] = [];
  const isAborted = createAbortedFilter(partition.abortedTransactions ?? []);
  let nextOffset = from.position;
  for (const batch of partition.records ?? []) {
    const afterBatch = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (afterBatch > nextOffset) nextOffset = afterBatch;
    if (isAborted(batch) || (batch.attributes & CONTROL_BATCH) !== 0) continue;
    for (const record of toRecords(batch, from.topic, partitionIndex)) {
      if (record.offset >= from.position) records.push(record);
    }
  }
  return { records, nextOffset, highWatermark };
}

function toRecords(batch: RecordsBatch, topic: string, partition: number): KafkaRecord[] {
  const { firstOffset, firstTimestamp, maxTimestamp } = batch;
  const hasAppendTime = (batch.attributes & LOG_APPEND_TIME) !== 0;
  const toTimestamp = ({ timestampDelta }: RecordsBatch['records'][number]) =>
    hasAppendTime ? maxTimestamp : firstTimestamp + timestampDelta;
  return packRecords(batch.records, { topic, partition, firstOffset, toTimestamp });
}
