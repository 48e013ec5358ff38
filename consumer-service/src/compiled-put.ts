import {
  type AvroSchema,
  compileRead,
  count,
  type Cursor,
  DatumError,
  enter,
  leave,
} from '@glueline/schema-registry';
import {
  type Compiled,
  compileValue,
  type FieldEntry,
  toEntry,
  type WriteValue,
  writeEntryOf,
} from './compiled-value.ts';
import { ItemError } from './errors.ts';
import { assertKey, MAX_ITEM_BYTES, toJoinedKey } from './item.ts';
import { endObject, OBJECT, OBJECT_END, TEXT, writeEntry } from './item-json.ts';
import { type ItemMapping, type KeyAttribute, toAddedEntries, toAttributePlan } from './item-mapping.ts';
import { toAttributeBytes } from './item-size.ts';
import { begin, discard, finish, type JsonBytes, writeByte, writeBytes, writeText } from './json-bytes.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

/** Undefined for a payload that the plain way has to decide on: whatever is wrong with it, that says so. */
export type WritePut = (payload: Buffer, record: KafkaRecord) => TableWrite | undefined;

/** Reads and drops a field that is not stored, or writes it. */
type Step = (cursor: Cursor, json: JsonBytes) => number;

/**
 * A schema version's payloads to puts, in one pass: what is read is written where it is sent from. Undefined for a
 * version whose events cannot be items, or not without the plain way.
 */
export function compilePut(schema: AvroSchema, mapping: ItemMapping, json: JsonBytes): WritePut | undefined {
  if (schema.kind !== 'record') return undefined;
  const plan = toAttributePlan(schema.originalNames, mapping);
  if (plan.includes('') || mapping.key.some(({ attribute }) => !plan.includes(attribute))) return undefined;
  const compiled: Compiled = { writes: new Map(), reads: new Map() };
  const keyTexts: [string, string] = ['', ''];
  const steps = schema.fields.map((field, index): Step => {
    const attribute = plan[index];
    const keyIndex = mapping.key.findIndex((key) => key.attribute === attribute);
    if (attribute === undefined) return dropField(field.schema, compiled);
    if (keyIndex < 0) return writeField(toEntry(attribute, compileValue(field.schema, compiled)));
    const keep = (text: string) => {
      keyTexts[keyIndex] = text;
    };
    return writeField(toEntry(attribute, writeKey(field.schema, mapping.key[keyIndex]!, keep, compiled)));
  });

  function writeItem(cursor: Cursor, record: KafkaRecord): number {
    begin(json);
    writeByte(json, OBJECT);
    let bytes = writeAdded(record, mapping, json);
    enter(cursor);
    count(cursor, steps.length);
    for (let index = 0; index < steps.length; index++) bytes += steps[index]!(cursor, json);
    leave(cursor);
    endObject(json);
    return bytes;
  }

  return (payload, record) => {
    const cursor: Cursor = { bytes: payload, position: 0, values: 1, depth: 0 };
    try {
      const bytes = writeItem(cursor, record);
      if (cursor.position === payload.length && bytes <= MAX_ITEM_BYTES) {
        return { kind: 'put', key: toJoinedKey(...keyTexts), json: finish(json), bytes };
      }
    } catch (error) {
      if (!(error instanceof DatumError || error instanceof ItemError)) throw error;
    }
    discard(json);
    return undefined;
  };
}

function writeField(entry: FieldEntry): Step {
  return (cursor, json) => writeEntryOf(entry, cursor, json);
}

/** Its length is not known without reading it. */
function dropField(schema: AvroSchema, { reads }: Compiled): Step {
  const read = compileRead(schema, reads);
  return (cursor) => {
    read(cursor);
    return 0;
  };
}

function writeKey(
  schema: AvroSchema,
  key: KeyAttribute,
  keep: (text: string) => void,
  { reads }: Compiled,
): WriteValue {
  const read = compileRead(schema, reads);
  return (cursor, json) => {
    const text = read(cursor);
    assertKey(text, key);
    keep(text);
    writeBytes(json, TEXT);
    writeText(json, text);
    writeByte(json, OBJECT_END);
    return Buffer.byteLength(text);
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
