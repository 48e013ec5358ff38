import { compressionsAlgorithmsByBitmask, IS_COMPRESSED } from '@platformatic/kafka';

/*
 * A record batch, as it is in the log and in fetch responses (format 2, since Kafka 0.11):
 *
 * | offset | bytes | meaning                                                      |
 * |--------|-------|--------------------------------------------------------------|
 * | 0      | 8     | offset of the first record                                   |
 * | 8      | 4     | bytes after this field                                       |
 * | 16     | 1     | format, 2                                                    |
 * | 21     | 2     | attributes: bits 0 to 2 say how the records are compressed   |
 * | 23     | 4     | offset of the last record, from the first on                 |
 * | 27     | 8     | time of the first record                                     |
 * | 35     | 8     | latest time                                                  |
 * | 43     | 8     | producer id                                                  |
 * | 57     | 4     | number of records                                            |
 * | 61     |       | the records                                                  |
 */
const LENGTH_AT = 8;
const AFTER_LENGTH = 12;
const FORMAT_AT = 16;
const HEADER_BYTES = 61;
const FORMAT = 2;
/** Length, attributes, time, offset, key and value that are not there, number of headers. */
const LEAST_RECORD_BYTES = 7;

export type RecordBatch = {
  firstOffset: bigint;
  /** Compaction may have removed the record that had it. */
  lastOffset: bigint;
  attributes: number;
  firstTimestamp: bigint;
  maxTimestamp: bigint;
  producerId: bigint;
  recordCount: number;
  /** Not compressed any more. */
  records: Buffer;
};

/**
 * Those of one partition. A broker cuts its answer off where it is long enough, so the last one may not be whole and is
 * then left for the next fetch. Throws for what is no batch.
 */
export function readRecordBatches(bytes: Buffer): RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (let start = 0; bytes.length - start >= HEADER_BYTES;) {
    const end = start + AFTER_LENGTH + bytes.readInt32BE(start + LENGTH_AT);
    if (end > bytes.length) break;
    const format = bytes[start + FORMAT_AT]!;
    if (format !== FORMAT) throw new Error(`record batches must be of format ${FORMAT} (received ${format})`);
    if (end < start + HEADER_BYTES) throw new Error(`a record batch has ${end - start} bytes`);
    batches.push(readBatch(bytes.subarray(start, end)));
    start = end;
  }
  return batches;
}

function readBatch(bytes: Buffer): RecordBatch {
  const firstOffset = bytes.readBigInt64BE(0);
  const attributes = bytes.readInt16BE(21);
  const recordCount = bytes.readInt32BE(57);
  const records = decompress(bytes.subarray(HEADER_BYTES), attributes & IS_COMPRESSED);
  if (recordCount < 0 || recordCount * LEAST_RECORD_BYTES > records.length) {
    throw new Error(`a record batch cannot have ${recordCount} records in ${records.length} bytes`);
  }
  return {
    firstOffset,
    lastOffset: firstOffset + BigInt(bytes.readInt32BE(23)),
    attributes,
    firstTimestamp: bytes.readBigInt64BE(27),
    maxTimestamp: bytes.readBigInt64BE(35),
    producerId: bytes.readBigInt64BE(43),
    recordCount,
    records,
  };
}

function decompress(records: Buffer, compression: number): Buffer {
  if (compression === 0 || records.length === 0) return records;
  const algorithm = compressionsAlgorithmsByBitmask[compression];
  if (algorithm === undefined)
    throw new Error(`a record batch is compressed in an unknown way (${compression})`);
  return algorithm.decompressSync(records);
}
