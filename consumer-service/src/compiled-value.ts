import {
  type AvroSchema,
  compileRead,
  count,
  type Cursor,
  enter,
  leave,
  mismatch,
  type Read,
  type RecordSchema,
  readCount,
  readText,
  skip,
} from '@glueline/schema-registry';
import { ItemError } from './errors.ts';
import { MAX_NESTING, toAttribute } from './item.ts';
import { COMMA, endObject, MAP, NUMBER, NUMBER_END, OBJECT_END, TEXT, writeAttribute } from './item-json.ts';
import { toNumber } from './item-number.ts';
import { CONTAINER_BYTES, ELEMENT_BYTES, toAttributeBytes, toNumberBytes } from './item-size.ts';
import {
  type JsonBytes,
  writeAscii,
  writeByte,
  writeBytes,
  writePlainText,
  writeText,
} from './json-bytes.ts';

/**
 * Reads a value at the cursor and writes it as an attribute, without anything in between where that pays. Answers how
 * many bytes DynamoDB counts for it, or NOTHING for a null, which is not written. Throws DatumError or ItemError.
 */
export type WriteValue = (cursor: Cursor, json: JsonBytes) => number;

const NOTHING = -1;

/** What is compiled already, which closes the circle of a recursive definition. */
export type Compiled = { writes: Map<AvroSchema, WriteValue>; reads: Map<AvroSchema, Read> };

export function compileValue(schema: AvroSchema, compiled: Compiled): WriteValue {
  const known = compiled.writes.get(schema);
  if (known !== undefined) return known;
  let write: WriteValue | undefined;
  compiled.writes.set(schema, (cursor, json) => write!(cursor, json));
  write = toWrite(schema, compiled);
  compiled.writes.set(schema, write);
  return write;
}

function toWrite(schema: AvroSchema, compiled: Compiled): WriteValue {
  // An annotated value is not what its bytes are.
  if ('logical' in schema && schema.logical !== undefined) return writeAny(schema, compiled);
  switch (schema.kind) {
    case 'record':
      return schema.originalNames.includes('') ? writeAny(schema, compiled) : writeRecord(schema, compiled);
    case 'union':
      return writeBranch(schema.branches.map((branch) => compileValue(branch, compiled)));
    case 'string':
      return writeString;
    case 'int':
    case 'long':
    case 'double':
      return writeNumber(compileRead(schema, compiled.reads) as (cursor: Cursor) => number | bigint);
    default:
      return writeAny(schema, compiled);
  }
}

/** By the value in between: for types that are rare, or gain nothing. */
function writeAny(schema: AvroSchema, { reads }: Compiled): WriteValue {
  const read = compileRead(schema, reads);
  return (cursor, json) => {
    const value = read(cursor);
    if (value === null) return NOTHING;
    const attribute = toAttribute(value, cursor.depth);
    writeAttribute(json, attribute);
    return toAttributeBytes(attribute);
  };
}

function writeBranch(writes: readonly WriteValue[]): WriteValue {
  return (cursor, json) => {
    const write = writes[readCount(cursor)];
    if (write === undefined) throw mismatch();
    return write(cursor, json);
  };
}

function writeString(cursor: Cursor, json: JsonBytes): number {
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

function writeNumber(read: (cursor: Cursor) => number | bigint): WriteValue {
  return (cursor, json) => {
    const value = read(cursor);
    const text = (typeof value === 'bigint' ? value : toNumber(value)).toString();
    writeBytes(json, NUMBER);
    writeAscii(json, text);
    writeBytes(json, NUMBER_END);
    return toNumberBytes(text);
  };
}

function writeRecord({ fields, originalNames }: RecordSchema, compiled: Compiled): WriteValue {
  const entries = fields.map((field, index) =>
    toEntry(originalNames[index]!, compileValue(field.schema, compiled)),
  );
  return (cursor, json) => {
    enter(cursor);
    if (cursor.depth > MAX_NESTING) throw new ItemError('too_deep', 'too many levels of nesting');
    count(cursor, entries.length);
    writeBytes(json, MAP);
    let bytes = CONTAINER_BYTES;
    for (let index = 0; index < entries.length; index++) {
      const written = writeEntryOf(entries[index]!, cursor, json);
      if (written > 0) bytes += ELEMENT_BYTES + written;
    }
    endObject(json);
    writeByte(json, OBJECT_END);
    leave(cursor);
    return bytes;
  };
}

/** A field with its name as JSON, and the bytes DynamoDB counts for that. */
export type FieldEntry = { name: Uint8Array; nameBytes: number; write: WriteValue };

export function toEntry(name: string, write: WriteValue): FieldEntry {
  return { name: Buffer.from(`${JSON.stringify(name)}:`), nameBytes: Buffer.byteLength(name), write };
}

/** Answers its bytes with those of its name, or 0 for a null. */
export function writeEntryOf(
  { name, nameBytes, write }: FieldEntry,
  cursor: Cursor,
  json: JsonBytes,
): number {
  // From the start: the bytes may move meanwhile.
  const before = json.length - json.start;
  writeBytes(json, name);
  const bytes = write(cursor, json);
  if (bytes === NOTHING) {
    json.length = json.start + before;
    return 0;
  }
  writeByte(json, COMMA);
  return nameBytes + bytes;
}
