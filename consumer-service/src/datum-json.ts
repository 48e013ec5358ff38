import {
  type Cursor,
  type Long,
  readCount,
  readDouble,
  readInt,
  readLong,
  readText,
  skip,
} from '@glueline/schema-registry';
import { NUMBER, NUMBER_END, OBJECT_END, TEXT } from './item-json.ts';
import { toNumber } from './item-number.ts';
import { toDigitsBytes, toNumberBytes } from './item-size.ts';
import {
  type JsonBytes,
  writeAscii,
  writeByte,
  writeBytes,
  writePlainText,
  writeText,
} from './json-bytes.ts';
import { NOT_SHORT, writeShortNumber } from './number-json.ts';

/*
 * Reads a value of a frequent type at the cursor and writes it as an attribute, with nothing in between. Answers how
 * many bytes DynamoDB counts for it. Throws DatumError or ItemError.
 */

export function writeString(cursor: Cursor, json: JsonBytes): number {
  const before = cursor.position;
  const length = readCount(cursor);
  const start = skip(cursor, length);
  writeBytes(json, TEXT);
  if (!writePlainText(json, cursor.bytes, start, start + length)) {
    cursor.position = before;
    writeText(json, readText(cursor));
  }
  writeByte(json, OBJECT_END);
  return length;
}

export function writeDouble(cursor: Cursor, json: JsonBytes): number {
  return writeNumber(readDouble(cursor), json);
}

export function writeInt(cursor: Cursor, json: JsonBytes): number {
  return writeNumber(readInt(cursor), json);
}

export function writeLong(cursor: Cursor, json: JsonBytes): number {
  return writeNumber(readLong(cursor), json);
}

function writeNumber(value: Long, json: JsonBytes): number {
  writeBytes(json, NUMBER);
  const digits = typeof value === 'bigint' ? NOT_SHORT : writeShortNumber(json, value);
  const bytes = digits === NOT_SHORT ? writeNumberText(json, value) : toDigitsBytes(digits);
  writeBytes(json, NUMBER_END);
  return bytes;
}

function writeNumberText(json: JsonBytes, value: Long): number {
  const text = (typeof value === 'bigint' ? value : toNumber(value)).toString();
  writeAscii(json, text);
  return toNumberBytes(text);
}
