import type { Attribute, Item } from './item.ts';
import { begin, finish, type JsonBytes, writeAscii, writeByte, writeBytes, writeText } from './json-bytes.ts';

/*
 * An item as DynamoDB's API has it: each value is an object that names its type.
 *
 * | attribute      | JSON                                        |
 * |----------------|---------------------------------------------|
 * | null           | {"NULL":true}                               |
 * | boolean        | {"BOOL":true}                               |
 * | string         | {"S":"text"}                                |
 * | number         | {"N":"digits"}                              |
 * | binary         | {"B":"base64"}                              |
 * | list           | {"L":[value, ...]}                          |
 * | map            | {"M":{"name": value, ...}}                  |
 */
const NULL = Buffer.from('{"NULL":true}');
const TRUE = Buffer.from('{"BOOL":true}');
const FALSE = Buffer.from('{"BOOL":false}');
export const TEXT = Buffer.from('{"S":');
export const NUMBER = Buffer.from('{"N":"');
export const NUMBER_END = Buffer.from('"}');
const BINARY = Buffer.from('{"B":"');
const LIST = Buffer.from('{"L":[');
const LIST_END = Buffer.from(']}');
export const MAP = Buffer.from('{"M":{');
export const OBJECT = '{'.charCodeAt(0);
export const OBJECT_END = '}'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
export const COMMA = ','.charCodeAt(0);

export function toItemJson(json: JsonBytes, item: Item): Buffer {
  begin(json);
  writeEntries(json, Object.entries(item));
  return finish(json);
}

/** With a comma behind each, the last of which becomes the end of the object. */
function writeEntries(json: JsonBytes, entries: Iterable<[string, Attribute]>): void {
  writeByte(json, OBJECT);
  for (const [name, value] of entries) writeEntry(json, name, value);
  endObject(json);
}

/** An object's name and value, and a comma. */
export function writeEntry(json: JsonBytes, name: string, value: Attribute): void {
  writeText(json, name);
  writeByte(json, COLON);
  writeAttribute(json, value);
  writeByte(json, COMMA);
}

/** After entries, or none. */
export function endObject(json: JsonBytes): void {
  if (json.bytes[json.length - 1] === COMMA) json.bytes[json.length - 1] = OBJECT_END;
  else writeByte(json, OBJECT_END);
}

export function writeAttribute(json: JsonBytes, value: Attribute): void {
  if (value === null) writeBytes(json, NULL);
  else if (typeof value === 'boolean') writeBytes(json, value ? TRUE : FALSE);
  else if (typeof value === 'string') {
    writeBytes(json, TEXT);
    writeText(json, value);
    writeByte(json, OBJECT_END);
  } else if (value instanceof Uint8Array) {
    writeBytes(json, BINARY);
    writeAscii(json, Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64'));
    writeBytes(json, NUMBER_END);
  } else if (Array.isArray(value)) writeList(json, value);
  else if (value instanceof Map) {
    writeBytes(json, MAP.subarray(0, MAP.length - 1));
    writeEntries(json, value);
    writeByte(json, OBJECT_END);
  } else {
    writeBytes(json, NUMBER);
    writeAscii(json, value.toString());
    writeBytes(json, NUMBER_END);
  }
}

function writeList(json: JsonBytes, list: readonly Attribute[]): void {
  writeBytes(json, LIST);
  for (const [index, value] of list.entries()) {
    if (index > 0) writeByte(json, COMMA);
    writeAttribute(json, value);
  }
  writeBytes(json, LIST_END);
}
