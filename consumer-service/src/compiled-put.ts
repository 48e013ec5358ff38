import {
  type AvroSchema,
  compileRead,
  count,
  type Cursor,
  DatumError,
  enter,
  leave,
  type Read,
  readText,
  type RecordSchema,
} from '@glueline/schema-registry';
import { type Compiled, compileValue } from './compiled-value.ts';
import { ItemError } from './errors.ts';
import {
  type FieldPlan,
  NOTHING,
  notNull,
  toFieldPlan,
  toValuePlan,
  writeFields,
  type WriteValue,
} from './field-plan.ts';
import { assertKey, MAX_ITEM_BYTES, toJoinedKey } from './item.ts';
import { endObject, OBJECT, OBJECT_END, TEXT, writeEntry } from './item-json.ts';
import { type ItemMapping, toAddedEntries, toAttributePlan } from './item-mapping.ts';
import { toAttributeBytes } from './item-size.ts';
import { begin, discard, finish, type JsonBytes, writeByte, writeBytes, writeText } from './json-bytes.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

/** Payloads to puts, in one pass: what is read is written where it is sent from. */
export type PutCompiler = {
  /** Once per schema version. Undefined for one whose events cannot be items, or not without the plain way. */
  compile: (schema: AvroSchema) => readonly FieldPlan[] | undefined;
  /** Undefined for a payload that the plain way has to decide on: whatever is wrong with it, that says so. */
  write: (fields: readonly FieldPlan[], payload: Buffer, record: KafkaRecord) => TableWrite | undefined;
};

export function createPutCompiler(mapping: ItemMapping, json: JsonBytes): PutCompiler {
  const keys = createKeys(mapping.key);

  function writeItem(fields: readonly FieldPlan[], cursor: Cursor, record: KafkaRecord): number {
    begin(json);
    writeByte(json, OBJECT);
    const added = writeAdded(record, mapping, json);
    enter(cursor);
    count(cursor, fields.length);
    const bytes = writeFields(fields, cursor, json, 0);
    leave(cursor);
    endObject(json);
    return added + bytes;
  }

  return {
    compile: (schema) => (schema.kind === 'record' ? toFieldPlans(schema, mapping, keys) : undefined),
    write(fields, payload, record) {
      const cursor: Cursor = { bytes: payload, position: 0, values: 1, depth: 0 };
      try {
        const bytes = writeItem(fields, cursor, record);
        if (cursor.position === payload.length && bytes <= MAX_ITEM_BYTES) {
          return { kind: 'put', key: toJoinedKey(...keys.texts), json: finish(json), bytes };
        }
      } catch (error) {
        if (!(error instanceof DatumError || error instanceof ItemError)) throw error;
      }
      discard(json);
      return undefined;
    },
  };
}

function toFieldPlans(
  { fields, originalNames }: RecordSchema,
  mapping: ItemMapping,
  keys: Keys,
): FieldPlan[] | undefined {
  const attributes = toAttributePlan(originalNames, mapping);
  if (attributes.includes('') || mapping.key.some(({ attribute }) => !attributes.includes(attribute)))
    return undefined;
  const compiled: Compiled = { writes: new Map(), reads: new Map() };
  const toValue = (schema: AvroSchema, attribute: string | undefined) => {
    if (attribute === undefined) return notNull(drop(compileRead(schema, compiled.reads)));
    const keyIndex = mapping.key.findIndex((key) => key.attribute === attribute);
    if (keyIndex >= 0) return notNull(keys.toWrite(keyIndex, compileRead(schema, compiled.reads)));
    return toValuePlan(schema, (inner) => compileValue(inner, compiled));
  };
  return fields.map(({ schema }, index) => {
    const attribute = attributes[index];
    return toFieldPlan(attribute, toValue(schema, attribute));
  });
}

/** Its length is not known without reading it. */
function drop(read: Read): WriteValue {
  return (cursor) => {
    read(cursor);
    return NOTHING;
  };
}

type Keys = ReturnType<typeof createKeys>;

/** What an item's key is, once its fields are written. */
function createKeys(attributes: ItemMapping['key']) {
  const texts: [string, string] = ['', ''];

  function compileKey(index: number, read: Read): WriteValue {
    return (cursor, json) => {
      const text = read(cursor);
      assertKey(text, attributes[index]!);
      texts[index] = text;
      writeBytes(json, TEXT);
      writeText(json, text);
      writeByte(json, OBJECT_END);
      return Buffer.byteLength(text);
    };
  }

  /** One function for all versions, for what a key nearly always is. */
  const writeTexts = attributes.map((_, index) => compileKey(index, readText));
  return {
    texts: texts as Readonly<typeof texts>,
    toWrite: (index: number, read: Read) =>
      read === readText ? writeTexts[index]! : compileKey(index, read),
  };
}

function writeAdded(record: KafkaRecord, mapping: ItemMapping, json: JsonBytes): number {
  let bytes = 0;
  for (const [name, value] of toAddedEntries(record, mapping)) {
    writeEntry(json, name, value);
    bytes += Buffer.byteLength(name) + toAttributeBytes(value);
  }
  return bytes;
}
