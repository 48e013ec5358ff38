import {
  type AvroSchema,
  compileRead,
  count,
  enter,
  leave,
  mismatch,
  type Read,
  type RecordSchema,
  readCount,
} from '@glueline/schema-registry';
import { writeDouble, writeInt, writeLong, writeString } from './datum-json.ts';
import { ItemError } from './errors.ts';
import { NOTHING, toFieldPlan, toValuePlan, writeFields, type WriteValue } from './field-plan.ts';
import { MAX_NESTING, toAttribute } from './item.ts';
import { endObject, MAP, OBJECT_END, writeAttribute } from './item-json.ts';
import { CONTAINER_BYTES, ELEMENT_BYTES, toAttributeBytes } from './item-size.ts';
import { writeByte, writeBytes } from './json-bytes.ts';

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
      return writeRecord(schema, compiled);
    case 'union':
      return writeBranch(schema.branches.map((branch) => compileValue(branch, compiled)));
    case 'string':
      return writeString;
    case 'int':
      return writeInt;
    case 'long':
      return writeLong;
    case 'double':
      return writeDouble;
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

function writeRecord(schema: RecordSchema, compiled: Compiled): WriteValue {
  const { originalNames } = schema;
  if (originalNames.includes('')) return writeAny(schema, compiled);
  const fields = schema.fields.map((field, index) => {
    const value = toValuePlan(field.schema, (inner) => compileValue(inner, compiled));
    return toFieldPlan(originalNames[index], value);
  });
  return (cursor, json) => {
    enter(cursor);
    if (cursor.depth > MAX_NESTING) throw new ItemError('too_deep', 'too many levels of nesting');
    count(cursor, fields.length);
    writeBytes(json, MAP);
    const bytes = CONTAINER_BYTES + writeFields(fields, cursor, json, ELEMENT_BYTES);
    endObject(json);
    writeByte(json, OBJECT_END);
    leave(cursor);
    return bytes;
  };
}
