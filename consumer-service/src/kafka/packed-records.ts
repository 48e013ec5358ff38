import { type KafkaRecord, toRecordBytes } from '../record.ts';
import type { RecordBatch } from './record-batches.ts';
import { type Cursor, readVarInt, readVarLong } from './varint.ts';

type Headers = KafkaRecord['headers'];
type Place = { topic: string; partition: number };

/**
 * A record in its batch: length, attributes, time and offset from the batch's first on, key, value, headers. All
 * numbers are varints, and a length of -1 is null.
 *
 * Thousands of records wait at full speed, and the collector copies and marks whatever waits: as objects and buffers
 * of their own they took it longer than the decoding. So there is one list of numbers for a batch, with these columns
 * for each record. A time is 64 bits, in two halves.
 */
const KEY_START = 0;
const KEY_LENGTH = 1;
const VALUE_START = 2;
const VALUE_LENGTH = 3;
const HEADERS_START = 4;
const SIZE_BYTES = 5;
const TIME_LOW = 6;
const TIME_HIGH = 7;
const COLUMNS = 8;

type Packed = Place & { batch: RecordBatch; numbers: Int32Array };

/** The broker set the time: it is the batch's largest, for every record in it. */
const LOG_APPEND_TIME = 0x08;

/**
 * Adds the records of a batch, each of which is an offset and a place among the numbers until it is looked at; those
 * below `position` are left out. Throws for what are no records.
 */
export function packRecords(
  batch: RecordBatch,
  { topic, partition, position }: Place & { position: bigint },
  records: KafkaRecord[],
): void {
  const { recordCount, firstOffset } = batch;
  const packed: Packed = { topic, partition, batch, numbers: new Int32Array(recordCount * COLUMNS) };
  const cursor: Cursor = { bytes: batch.records, position: 0 };
  for (let at = 0; at < packed.numbers.length; at += COLUMNS) {
    const offset = firstOffset + BigInt(readRecord(cursor, packed.numbers, at));
    if (offset >= position) records.push(new PackedRecord(offset, packed, at));
  }
}

/** Returns its offset, from the batch's first on. */
function readRecord(cursor: Cursor, numbers: Int32Array, at: number): number {
  const length = readVarInt(cursor);
  const end = cursor.position + length;
  // Before anything in it is believed: how often a loop runs is one of the things it says.
  if (length < 0 || end > cursor.bytes.length)
    throw new Error(`a record of ${length} bytes is not all there`);
  // No attributes of a record are defined.
  cursor.position += 1;
  setTime(numbers, at, readVarLong(cursor));
  const offsetDelta = readVarInt(cursor);
  const keyLength = readVarInt(cursor);
  numbers[at + KEY_LENGTH] = keyLength;
  numbers[at + KEY_START] = skip(cursor, keyLength);
  const valueLength = readVarInt(cursor);
  numbers[at + VALUE_LENGTH] = valueLength;
  numbers[at + VALUE_START] = skip(cursor, valueLength);
  numbers[at + HEADERS_START] = cursor.position;
  numbers[at + SIZE_BYTES] = toRecordBytes(length, skipHeaders(cursor, end));
  if (cursor.position !== end) {
    throw new Error(`a record of ${length} bytes has ${cursor.position - end + length} by what is in it`);
  }
  return offsetDelta;
}

function setTime(numbers: Int32Array, at: number, delta: number | bigint): void {
  const isShort = typeof delta === 'number';
  numbers[at + TIME_LOW] = isShort ? delta : Number(BigInt.asIntN(32, delta));
  numbers[at + TIME_HIGH] = isShort ? delta >> 31 : Number(delta >> 32n);
}

/** Returns where it began. */
function skip(cursor: Cursor, length: number): number {
  const start = cursor.position;
  if (length < -1) throw new Error(`a length in a record must be at least -1 (received ${length})`);
  if (length > 0) cursor.position += length;
  return start;
}

/** Returns how many there are. */
function skipHeaders(cursor: Cursor, end: number): number {
  const count = readVarInt(cursor);
  if (count < 0 || count > end - cursor.position) throw new Error(`a record cannot have ${count} headers`);
  for (let index = 0; index < count; index++) {
    skip(cursor, readVarInt(cursor));
    skip(cursor, readVarInt(cursor));
  }
  return count;
}

class PackedRecord implements KafkaRecord {
  readonly offset: bigint;
  readonly packed: Packed;
  readonly at: number;

  constructor(offset: bigint, packed: Packed, at: number) {
    this.offset = offset;
    this.packed = packed;
    this.at = at;
  }

  get topic(): string {
    return this.packed.topic;
  }

  get partition(): number {
    return this.packed.partition;
  }

  get timestamp(): bigint {
    const { batch, numbers } = this.packed;
    if ((batch.attributes & LOG_APPEND_TIME) !== 0) return batch.maxTimestamp;
    const low = numbers[this.at + TIME_LOW]!;
    const high = numbers[this.at + TIME_HIGH]!;
    const isShort = high === low >> 31;
    const delta = isShort ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low >>> 0);
    return BigInt.asIntN(64, batch.firstTimestamp + delta);
  }

  get bytes(): number {
    return this.packed.numbers[this.at + SIZE_BYTES]!;
  }

  get key(): Buffer | null {
    const { batch, numbers } = this.packed;
    return view(batch.records, numbers[this.at + KEY_START]!, numbers[this.at + KEY_LENGTH]!);
  }

  get value(): Buffer | null {
    const { batch, numbers } = this.packed;
    return view(batch.records, numbers[this.at + VALUE_START]!, numbers[this.at + VALUE_LENGTH]!);
  }

  get headers(): Headers {
    const { batch, numbers } = this.packed;
    return readHeaders({ bytes: batch.records, position: numbers[this.at + HEADERS_START]! });
  }
}

function readHeaders(cursor: Cursor): Headers {
  const count = readVarInt(cursor);
  return Array.from({ length: count }, () => [readBytes(cursor), readBytes(cursor)] as const);
}

function readBytes(cursor: Cursor): Buffer | null {
  const length = readVarInt(cursor);
  return view(cursor.bytes, skip(cursor, length), length);
}

function view(bytes: Buffer, start: number, length: number): Buffer | null {
  return length < 0 ? null : bytes.subarray(start, start + length);
}
