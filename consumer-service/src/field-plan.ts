import { type AvroSchema, type Cursor, mismatch, readCount } from '@glueline/schema-registry';
import { writeDouble, writeInt, writeLong, writeString } from './datum-json.ts';
import { COMMA } from './item-json.ts';
import { type JsonBytes, writeByte, writeSlice } from './json-bytes.ts';

/**
 * Reads a value at the cursor and writes it as an attribute. Answers how many bytes DynamoDB counts for it, or NOTHING
 * for one that is not written, such as a null. Throws DatumError or ItemError.
 */
export type WriteValue = (cursor: Cursor, json: JsonBytes) => number;

export const NOTHING = -1;

/**
 * The fields of a record, for one loop that all schema versions share. As few bytes as it takes, one behind the other:
 * where each record has another version than the one before, nothing of a version is in the processor's caches, and a
 * function per field costs several times what it does.
 */
export type FieldPlan = {
  size: number;
  /** Per field: how its value is written; which branch is null; the bytes of its name, as JSON and as DynamoDB counts. */
  codes: Uint16Array;
  /** As JSON, with their colons. */
  names: Uint8Array;
  /** Of the fields that are written by a function of their own, in their order. */
  writes: readonly WriteValue[];
};

const CODES_PER_FIELD = 4;
const MAX_CODE = 2 ** 16 - 1;

const BY_FUNCTION = 0;
const STRING = 1;
const DOUBLE = 2;
const LONG = 3;
const INT = 4;
/** Of nearly all fields there are, by their kinds in a schema. */
const CODES: Partial<Record<AvroSchema['kind'], number>> = {
  string: STRING,
  double: DOUBLE,
  long: LONG,
  int: INT,
};

const NEVER_NULL = 2;

/** How a field's value is written. */
type ValuePlan = { code: number; nullBranch: number; write?: WriteValue };

/** A field that is written as `attribute`; without one it is read and left out. */
export type PlannedField = { attribute: string | undefined; value: ValuePlan };

/** Undefined when a name is longer than any attribute's may be. */
export function toFieldPlan(fields: readonly PlannedField[]): FieldPlan | undefined {
  const names = fields.map(({ attribute }) =>
    Buffer.from(attribute === undefined ? '' : `${JSON.stringify(attribute)}:`),
  );
  if (names.some(({ length }) => length > MAX_CODE)) return undefined;
  return {
    size: fields.length,
    codes: Uint16Array.from(
      fields.flatMap(({ value: { code, nullBranch }, attribute = '' }, index) => {
        return [code, nullBranch, names[index]!.length, Buffer.byteLength(attribute)];
      }),
    ),
    names: Buffer.concat(names),
    writes: fields.flatMap(({ value }) => value.write ?? []),
  };
}

/** `compile` is for what no code is for. */
export function toValuePlan(schema: AvroSchema, compile: (schema: AvroSchema) => WriteValue): ValuePlan {
  const [nullBranch, inner] = toOptional(schema);
  const code = toCode(inner);
  return code === BY_FUNCTION ? byFunction(compile(schema)) : { code, nullBranch };
}

export function byFunction(write: WriteValue): ValuePlan {
  return { code: BY_FUNCTION, nullBranch: NEVER_NULL, write };
}

/** A union of null and one other, taken apart. */
function toOptional(schema: AvroSchema): [nullBranch: number, inner: AvroSchema] {
  if (schema.kind !== 'union' || schema.branches.length !== 2) return [NEVER_NULL, schema];
  const nullBranch = schema.branches.findIndex(({ kind }) => kind === 'null');
  return nullBranch < 0 ? [NEVER_NULL, schema] : [nullBranch, schema.branches[1 - nullBranch]!];
}

/** An annotated value is not what its bytes are. */
function toCode(schema: AvroSchema): number {
  if ('logical' in schema && schema.logical !== undefined) return BY_FUNCTION;
  return CODES[schema.kind] ?? BY_FUNCTION;
}

/** With a comma behind each field. Answers what DynamoDB counts for names and values, and `perField` for each. */
export function writeFields(plan: FieldPlan, cursor: Cursor, json: JsonBytes, perField: number): number {
  const { codes, names, writes } = plan;
  let bytes = 0;
  let nameEnd = 0;
  let byFunctions = 0;
  for (let at = 0; at < codes.length; at += CODES_PER_FIELD) {
    const code = codes[at]!;
    const nameStart = nameEnd;
    nameEnd += codes[at + 2]!;
    if (isNull(cursor, codes[at + 1]!)) continue;
    // From the start: the bytes may move meanwhile.
    const before = json.length - json.start;
    writeSlice(json, names, nameStart, nameEnd);
    const written =
      code === BY_FUNCTION ? writes[byFunctions++]!(cursor, json) : writeValue(code, cursor, json);
    if (written === NOTHING) {
      json.length = json.start + before;
      continue;
    }
    writeByte(json, COMMA);
    bytes += perField + codes[at + 3]! + written;
  }
  return bytes;
}

function isNull(cursor: Cursor, nullBranch: number): boolean {
  if (nullBranch === NEVER_NULL) return false;
  const branch = readCount(cursor);
  if (branch !== 0 && branch !== 1) throw mismatch();
  return branch === nullBranch;
}

function writeValue(code: number, cursor: Cursor, json: JsonBytes): number {
  switch (code) {
    case STRING:
      return writeString(cursor, json);
    case DOUBLE:
      return writeDouble(cursor, json);
    case LONG:
      return writeLong(cursor, json);
    default:
      return writeInt(cursor, json);
  }
}
