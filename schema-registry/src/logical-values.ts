import type { AvroDecimal, AvroValue } from './avro-value.ts';
import type { LogicalType } from './avro-schema.ts';
import { mismatch } from './datum-cursor.ts';
import { toDateText, toTimestampText, toTimeText } from './instants.ts';
import type { Long } from './long-type.ts';

type Convert = (value: never) => AvroValue;

/** What becomes of the underlying type's value. Each form keeps all of it. */
export function toLogicalValue(logical: LogicalType): (value: AvroValue) => AvroValue {
  return toConvert(logical) as (value: AvroValue) => AvroValue;
}

function toConvert(logical: LogicalType): Convert {
  switch (logical.name) {
    case 'decimal':
      return (bytes: Buffer) => toDecimal(bytes, logical.scale);
    case 'date':
      return (days: number) => toDateText(days);
    case 'time-millis':
      return (millis: number) => toTimeText(millis, 3);
    case 'time-micros':
      return (micros: Long) => toTimeText(micros, 6);
    case 'timestamp-millis':
      return (millis: Long) => `${toTimestampText(millis, 3)}Z`;
    case 'timestamp-micros':
      return (micros: Long) => `${toTimestampText(micros, 6)}Z`;
    case 'timestamp-nanos':
      return (nanos: Long) => `${toTimestampText(nanos, 9)}Z`;
    case 'local-timestamp-millis':
      return (millis: Long) => toTimestampText(millis, 3);
    case 'local-timestamp-micros':
      return (micros: Long) => toTimestampText(micros, 6);
    case 'local-timestamp-nanos':
      return (nanos: Long) => toTimestampText(nanos, 9);
    case 'uuid':
      return (value: string | Buffer) => (typeof value === 'string' ? value : toUuidText(value));
    default:
      return toDurationText;
  }
}

/** Two's complement, the most significant byte first. */
function toDecimal(bytes: Buffer, scale: number): AvroDecimal {
  if (bytes.length === 0) throw mismatch();
  const unsigned = BigInt(`0x${bytes.toString('hex')}`);
  return { kind: 'decimal', unscaled: BigInt.asIntN(8 * bytes.length, unsigned), scale };
}

function toUuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Three unsigned numbers, none of which can be told by another: a month has no fixed length, nor has a day. */
function toDurationText(bytes: Buffer): string {
  const [months, days, millis] = [0, 4, 8].map((offset) => bytes.readUInt32LE(offset)) as [
    number,
    number,
    number,
  ];
  return `P${months}M${days}DT${(millis / 1000).toFixed(3)}S`;
}
