import type avro from 'avsc';
import { DatumError } from './errors.ts';

/**
 * An item of DynamoDB has at most 400 KB and takes two bytes or more for each value inside of it, so no datum that
 * can be stored has more values than this. Some values take no byte of a datum at all: an array of a trillion nulls
 * fits in ten bytes.
 */
const MAX_VALUES = 250_000;
/** An item has at most 32 levels. A recursive definition could otherwise nest as deep as there are bytes. */
const MAX_DEPTH = 64;

type Cursor = { bytes: Buffer; position: number; values: number; depth: number };
type Walk = (cursor: Cursor) => void;

/**
 * Walks over a datum without decoding it. Throws DatumError `too_many_values`, `too_deep`, or `mismatch` when it
 * ends early. Undefined for definitions whose data are as small as their bytes: most are, and pay nothing.
 */
export function createLimitCheck(type: avro.Type): ((payload: Buffer) => void) | undefined {
  if (!canGrow(type, new Set())) return undefined;
  const walk = toWalk(type, new Map());
  return (payload) => walk({ bytes: payload, position: 0, values: 0, depth: 0 });
}

type Parts = {
  typeName: string;
  fields?: { type: avro.Type }[];
  types?: avro.Type[];
  itemsType?: avro.Type;
  valuesType?: avro.Type;
  size?: number;
};

/** Also when a record is used twice: forty that each use the next one twice are a trillion records of no bytes. */
function canGrow(type: avro.Type, seen: Set<avro.Type>): boolean {
  const { typeName, fields, types }: Parts = type;
  if (typeName === 'array' || typeName === 'map' || seen.has(type)) return true;
  if (fields !== undefined) seen.add(type);
  const inner = fields?.map((field) => field.type) ?? types ?? [];
  return inner.some((each) => canGrow(each, seen));
}

/** `known` closes the circle of a recursive definition. */
function toWalk(type: avro.Type, known: Map<avro.Type, Walk>): Walk {
  const existing = known.get(type);
  if (existing !== undefined) return existing;
  let walk: Walk | undefined;
  known.set(type, (cursor) => walk!(cursor));
  walk = counted(toTypeWalk(type, (inner) => toWalk(inner, known)));
  return walk;
}

function counted(walk: Walk): Walk {
  return (cursor) => {
    cursor.values += 1;
    if (cursor.values > MAX_VALUES) {
      throw new DatumError('too_many_values', `a datum has at most ${MAX_VALUES} values`);
    }
    walk(cursor);
  };
}

function toTypeWalk(parts: Parts, toInner: (type: avro.Type) => Walk): Walk {
  switch (parts.typeName) {
    case 'null':
      return () => {};
    case 'boolean':
      return (cursor) => skip(cursor, 1);
    case 'float':
      return (cursor) => skip(cursor, 4);
    case 'double':
      return (cursor) => skip(cursor, 8);
    case 'fixed':
      return (cursor) => skip(cursor, parts.size!);
    case 'bytes':
    case 'string':
      return (cursor) => skip(cursor, readLong(cursor));
    case 'record':
    case 'error':
      return nested(inOrder(parts.fields!.map((field) => toInner(field.type))));
    case 'array':
      return nested(inBlocks(toInner(parts.itemsType!)));
    case 'map':
      return nested(inBlocks(withName(toInner(parts.valuesType!))));
    case 'union:unwrapped':
    case 'union:wrapped':
      return inBranch(parts.types!.map((each) => toInner(each)));
    default:
      // int, enum, and long under the name it has with another implementation.
      return (cursor) => void readLong(cursor);
  }
}

function nested(walk: Walk): Walk {
  return (cursor) => {
    cursor.depth += 1;
    if (cursor.depth > MAX_DEPTH) throw new DatumError('too_deep', `a datum has at most ${MAX_DEPTH} levels`);
    walk(cursor);
    cursor.depth -= 1;
  };
}

function inOrder(walks: readonly Walk[]): Walk {
  return (cursor) => {
    for (const walk of walks) walk(cursor);
  };
}

function inBranch(walks: readonly Walk[]): Walk {
  return (cursor) => {
    const walk = walks[readLong(cursor)];
    if (walk === undefined) throw new DatumError('mismatch', 'payload is not a datum of its schema');
    walk(cursor);
  };
}

function withName(walk: Walk): Walk {
  return (cursor) => {
    skip(cursor, readLong(cursor));
    walk(cursor);
  };
}

/** A negative count is followed by the block's length in bytes. */
function inBlocks(walk: Walk): Walk {
  return (cursor) => {
    for (let count = readLong(cursor); count !== 0; count = readLong(cursor)) {
      if (count < 0) readLong(cursor);
      for (let left = Math.abs(count); left > 0; left--) walk(cursor);
    }
  };
}

function skip(cursor: Cursor, bytes: number): void {
  const end = cursor.position + bytes;
  if (bytes < 0 || end > cursor.bytes.length) {
    throw new DatumError('mismatch', `payload ends inside the datum (${cursor.bytes.length} bytes)`);
  }
  cursor.position = end;
}

/** Beyond 2^53 not exact, and far beyond every limit. */
function readLong(cursor: Cursor): number {
  let zigzag = 0;
  for (let factor = 1; ; factor *= 128) {
    const at = cursor.position;
    skip(cursor, 1);
    const byte = cursor.bytes[at]!;
    zigzag += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
}
