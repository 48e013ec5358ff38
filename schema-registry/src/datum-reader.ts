import type { AvroSchema, EnumSchema } from './avro-schema.ts';
import type { AvroRecord, AvroValue } from './avro-value.ts';
import {
  type Cursor,
  mismatch,
  readByte,
  readBytes,
  readCount,
  readDouble,
  readInt,
  readLong,
  readText,
  skip,
} from './datum-cursor.ts';
import { count, enter, leave } from './datum-limits.ts';
import { DatumError } from './errors.ts';
import { toShortestFloat } from './float.ts';
import { toLogicalValue } from './logical-values.ts';

/** Reads one value at the cursor and moves behind it. Throws DatumError. */
export type Read = (cursor: Cursor) => AvroValue;

/**
 * Throws DatumError: `mismatch` for a truncated or wrong datum, `trailing_bytes` when bytes are left, `invalid_utf8`,
 * `too_many_values` or `too_deep` for one that no item can hold.
 */
export type ReadDatum = (payload: Buffer) => AvroValue;

export function toReadDatum(read: Read): ReadDatum {
  return (bytes) => {
    const cursor: Cursor = { bytes, position: 0, values: 1, depth: 0 };
    const value = read(cursor);
    const left = bytes.length - cursor.position;
    if (left > 0) throw new DatumError('trailing_bytes', `payload has ${left} bytes after the datum`);
    return value;
  };
}

/** `known` closes the circle of a recursive definition, and keeps a type that is used twice from being compiled twice. */
export function compileRead(schema: AvroSchema, known = new Map<AvroSchema, Read>()): Read {
  const existing = known.get(schema);
  if (existing !== undefined) return existing;
  let read: Read | undefined;
  known.set(schema, (cursor) => read!(cursor));
  read = withLogicalValue(
    schema,
    toRead(schema, (inner) => compileRead(inner, known)),
  );
  known.set(schema, read);
  return read;
}

export function withLogicalValue(schema: AvroSchema, read: Read): Read {
  const logical = 'logical' in schema ? schema.logical : undefined;
  if (logical === undefined) return read;
  const convert = toLogicalValue(logical);
  return (cursor) => convert(read(cursor));
}

function toRead(schema: AvroSchema, compile: (inner: AvroSchema) => Read): Read {
  switch (schema.kind) {
    case 'record':
      return inOrder(
        schema.originalNames,
        schema.fields.map((field) => compile(field.schema)),
      );
    case 'array':
      return inList(compile(schema.items));
    case 'map':
      return inMap(compile(schema.values));
    case 'union':
      return inBranch(schema.branches.map((branch) => compile(branch)));
    case 'enum':
      return inSymbols(schema);
    case 'fixed':
      return (cursor) => readBytes(cursor, schema.size);
    default:
      return PRIMITIVES[schema.kind];
  }
}

/** Without what an annotation makes of them. */
export const PRIMITIVES = {
  null: () => null,
  boolean: readBoolean,
  int: readInt,
  long: readLong,
  float: (cursor) => toShortestFloat(cursor.bytes.readFloatLE(skip(cursor, 4))),
  double: readDouble,
  string: readText,
  bytes: (cursor) => readBytes(cursor, readCount(cursor)),
} satisfies Record<string, Read>;

/** To Java any byte but 1 is false, to others true: neither is what a writer meant. */
function readBoolean(cursor: Cursor): boolean {
  const byte = readByte(cursor);
  if (byte > 1) throw mismatch();
  return byte === 1;
}

function inOrder(names: readonly string[], reads: readonly Read[]): Read {
  const { length } = reads;
  return (cursor): AvroRecord => {
    enter(cursor);
    count(cursor, length);
    const values: AvroValue[] = [];
    for (let index = 0; index < length; index++) values.push(reads[index]!(cursor));
    leave(cursor);
    return { kind: 'record', names, values };
  };
}

export function inList(read: Read): Read {
  return (cursor) => {
    const list: AvroValue[] = [];
    readBlocks(cursor, () => list.push(read(cursor)));
    return list;
  };
}

export function inMap(read: Read): Read {
  return (cursor) => {
    const map = new Map<string, AvroValue>();
    readBlocks(cursor, () => map.set(readText(cursor), read(cursor)));
    return map;
  };
}

/** A negative count is followed by the block's length in bytes. */
function readBlocks(cursor: Cursor, readElement: () => void): void {
  enter(cursor);
  for (let size = readCount(cursor); size !== 0; size = readCount(cursor)) {
    if (size < 0) readCount(cursor);
    for (let left = Math.abs(size); left > 0; left--) {
      count(cursor, 1);
      readElement();
    }
  }
  leave(cursor);
}

export function inBranch(reads: readonly Read[]): Read {
  return (cursor) => {
    const read = reads[readCount(cursor)];
    if (read === undefined) throw mismatch();
    return read(cursor);
  };
}

function inSymbols({ symbols }: EnumSchema): Read {
  return (cursor) => {
    const symbol = symbols[readInt(cursor)];
    if (symbol === undefined) throw mismatch();
    return symbol;
  };
}
