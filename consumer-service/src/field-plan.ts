import { type AvroSchema, type Cursor, mismatch, readCount } from '@glueline/schema-registry';
import { COMMA } from './item-json.ts';
import { type JsonBytes, writeByte, writeBytes } from './json-bytes.ts';

/**
 * Reads a value at the cursor and writes it as an attribute. Answers how many bytes DynamoDB counts for it, or NOTHING
 * for one that is not written, such as a null. Throws DatumError or ItemError.
 */
export type WriteValue = (cursor: Cursor, json: JsonBytes) => number;

export const NOTHING = -1;

/** Reads its value without what tells a null. */
type ValuePlan = { nullBranch: number; write: WriteValue };

/** `name` is JSON, with its colon; DynamoDB counts `nameBytes` for it. */
export type FieldPlan = ValuePlan & { name: Uint8Array; nameBytes: number };

const NEVER_NULL = 2;

/**
 * Fields that were planned, by null branch and name: versions of a schema have most of theirs in common. Where each record
 * has another version than the one before, what is of one version alone is never in the processor's caches, and to fetch
 * it takes longer than what is done with it.
 */
const knownFields = new Map<string, FieldPlan>();
/** Names made up by whoever registers schemas must not stay for ever. */
const MAX_KNOWN_FIELDS = 1000;

/** A field that is written as `attribute`; without one it is read and left out. */
export function toFieldPlan(attribute: string | undefined, { nullBranch, write }: ValuePlan): FieldPlan {
  const name = attribute === undefined ? '' : `${JSON.stringify(attribute)}:`;
  const key = `${nullBranch}${name}`;
  const known = knownFields.get(key);
  if (known?.write === write) return known;
  const nameBytes = Buffer.byteLength(attribute ?? '');
  const field = { nullBranch, write, name: Buffer.from(name), nameBytes };
  if (knownFields.size >= MAX_KNOWN_FIELDS) knownFields.clear();
  knownFields.set(key, field);
  return field;
}

/** A union of null and one other is taken apart. */
export function toValuePlan(schema: AvroSchema, compile: (schema: AvroSchema) => WriteValue): ValuePlan {
  if (schema.kind !== 'union' || schema.branches.length !== 2) return notNull(compile(schema));
  const nullBranch = schema.branches.findIndex(({ kind }) => kind === 'null');
  if (nullBranch < 0) return notNull(compile(schema));
  return { nullBranch, write: compile(schema.branches[1 - nullBranch]!) };
}

/** What the function reads is all there is of the value. */
export function notNull(write: WriteValue): ValuePlan {
  return { nullBranch: NEVER_NULL, write };
}

/** With a comma behind each field. Answers what DynamoDB counts for names and values, and `perField` for each. */
export function writeFields(
  fields: readonly FieldPlan[],
  cursor: Cursor,
  json: JsonBytes,
  perField: number,
): number {
  let bytes = 0;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    if (isNull(cursor, field.nullBranch)) continue;
    // From the start: the bytes may move meanwhile.
    const before = json.length - json.start;
    writeBytes(json, field.name);
    const written = field.write(cursor, json);
    if (written === NOTHING) {
      json.length = json.start + before;
      continue;
    }
    writeByte(json, COMMA);
    bytes += perField + field.nameBytes + written;
  }
  return bytes;
}

function isNull(cursor: Cursor, nullBranch: number): boolean {
  if (nullBranch === NEVER_NULL) return false;
  const branch = readCount(cursor);
  if (branch !== 0 && branch !== 1) throw mismatch();
  return branch === nullBranch;
}
