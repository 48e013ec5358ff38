import { type AvroSchema, type Cursor, mismatch, readCount } from '@glueline/schema-registry';
import { COMMA } from './item-json.ts';
import { type JsonBytes, writeByte, writeSlice } from './json-bytes.ts';

/**
 * Reads a value at the cursor and writes it as an attribute. Answers how many bytes DynamoDB counts for it, or NOTHING
 * for one that is not written, such as a null. Throws DatumError or ItemError.
 */
export type WriteValue = (cursor: Cursor, json: JsonBytes) => number;

export const NOTHING = -1;

/**
 * The fields of a record, for one loop that all schema versions share. As few bytes as it takes, one behind the other,
 * and functions that versions share where they can: where each record has another version than the one before, nothing
 * of a version is in the processor's caches, and objects for each field cost several times what is done with them.
 */
export type FieldPlan = {
  /** Each reads its field, without what tells a null. */
  writes: readonly WriteValue[];
  /** Per field: which branch is null; the bytes of its name, as JSON and as DynamoDB counts. */
  codes: Uint16Array;
  /** As JSON, with their colons. */
  names: Uint8Array;
};

const CODES_PER_FIELD = 3;
const MAX_CODE = 2 ** 16 - 1;

const NEVER_NULL = 2;

/** How a field's value is written. */
type ValuePlan = { nullBranch: number; write: WriteValue };

/** A field that is written as `attribute`; without one it is read and left out. */
export type PlannedField = { attribute: string | undefined; value: ValuePlan };

/** Undefined when a name is longer than any attribute's may be. */
export function toFieldPlan(fields: readonly PlannedField[]): FieldPlan | undefined {
  const names = fields.map(({ attribute }) =>
    Buffer.from(attribute === undefined ? '' : `${JSON.stringify(attribute)}:`),
  );
  if (names.some(({ length }) => length > MAX_CODE)) return undefined;
  return {
    writes: fields.map(({ value }) => value.write),
    codes: Uint16Array.from(
      fields.flatMap(({ value, attribute = '' }, index) => {
        return [value.nullBranch, names[index]!.length, Buffer.byteLength(attribute)];
      }),
    ),
    names: Buffer.concat(names),
  };
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
export function writeFields(plan: FieldPlan, cursor: Cursor, json: JsonBytes, perField: number): number {
  const { writes, codes, names } = plan;
  let bytes = 0;
  let nameEnd = 0;
  for (let index = 0, at = 0; index < writes.length; index++, at += CODES_PER_FIELD) {
    const nameStart = nameEnd;
    nameEnd += codes[at + 1]!;
    if (isNull(cursor, codes[at]!)) continue;
    // From the start: the bytes may move meanwhile.
    const before = json.length - json.start;
    writeSlice(json, names, nameStart, nameEnd);
    const written = writes[index]!(cursor, json);
    if (written === NOTHING) {
      json.length = json.start + before;
      continue;
    }
    writeByte(json, COMMA);
    bytes += perField + codes[at + 2]! + written;
  }
  return bytes;
}

function isNull(cursor: Cursor, nullBranch: number): boolean {
  if (nullBranch === NEVER_NULL) return false;
  const branch = readCount(cursor);
  if (branch !== 0 && branch !== 1) throw mismatch();
  return branch === nullBranch;
}
