import type { RecordsBatch } from '@platformatic/kafka';
import { type KafkaRecord, toRecordBytes } from '../record.ts';

type Headers = KafkaRecord['headers'];
type BatchRecord = RecordsBatch['records'][number];
type Place = { topic: string; partition: number };

/**
 * What a batch's records have beside their offsets, one list for each. Thousands of records wait at full speed, and the
 * collector copies and marks whatever waits: as objects and buffers of their own they took it longer than the decoding.
 */
type Columns = Place & {
  timestamps: BigInt64Array;
  sizesBytes: Int32Array;
  keys: Slices;
  values: Slices;
  /** Undefined when no record has any. */
  headers: Headers[] | undefined;
};

/** Parts of the fetch response's buffers. */
type Slices = { buffers: (ArrayBufferLike | undefined)[]; starts: Int32Array; lengths: Int32Array };

/** The records of a batch, each of which is an offset and a place in the columns until it is looked at. */
export function packRecords(
  records: readonly BatchRecord[],
  batch: Place & { firstOffset: bigint; toTimestamp: (record: BatchRecord) => bigint },
): KafkaRecord[] {
  const { length } = records;
  const columns: Columns = {
    topic: batch.topic,
    partition: batch.partition,
    timestamps: new BigInt64Array(length),
    sizesBytes: new Int32Array(length),
    keys: createSlices(length),
    values: createSlices(length),
    headers: records.some(({ headers }) => headers.length > 0) ? [] : undefined,
  };
  return records.map((record, index) => {
    columns.timestamps[index] = batch.toTimestamp(record);
    columns.sizesBytes[index] = toRecordBytes(record);
    addSlice(columns.keys, index, record.key);
    addSlice(columns.values, index, record.value);
    columns.headers?.push(record.headers);
    return new PackedRecord(batch.firstOffset + BigInt(record.offsetDelta), columns, index);
  });
}

class PackedRecord implements KafkaRecord {
  readonly offset: bigint;
  readonly columns: Columns;
  readonly index: number;

  constructor(offset: bigint, columns: Columns, index: number) {
    this.offset = offset;
    this.columns = columns;
    this.index = index;
  }

  get topic(): string {
    return this.columns.topic;
  }

  get partition(): number {
    return this.columns.partition;
  }

  get timestamp(): bigint {
    return this.columns.timestamps[this.index]!;
  }

  get bytes(): number {
    return this.columns.sizesBytes[this.index]!;
  }

  get key(): Buffer | null {
    return readSlice(this.columns.keys, this.index);
  }

  get value(): Buffer | null {
    return readSlice(this.columns.values, this.index);
  }

  get headers(): Headers {
    return this.columns.headers?.[this.index] ?? [];
  }
}

function createSlices(length: number): Slices {
  return { buffers: [], starts: new Int32Array(length), lengths: new Int32Array(length) };
}

function addSlice({ buffers, starts, lengths }: Slices, index: number, bytes: Buffer | null): void {
  buffers.push(bytes?.buffer);
  starts[index] = bytes?.byteOffset ?? 0;
  lengths[index] = bytes?.length ?? 0;
}

function readSlice({ buffers, starts, lengths }: Slices, index: number): Buffer | null {
  const length = lengths[index]!;
  const buffer = buffers[index];
  return buffer === undefined ? null : Buffer.from(buffer, starts[index], length);
}
