import { isUtf8 } from 'node:buffer';
import { assertKey, type Item, toItemKey } from './item.ts';
import { toItemJson } from './item-json.ts';
import type { ItemMapping } from './item-mapping.ts';
import { toItemBytes } from './item-size.ts';
import type { JsonBytes } from './json-bytes.ts';
import type { TableWrite } from './table/table-writer.ts';

/** The largest key there is, with every byte of it as an escape in JSON, and some for the names. */
const MAX_KEY_BYTES = 32 * 1024;

/**
 * The delete that a record without a value asks for, when its key carries the table's whole key: a JSON object with
 * exactly the two fields that events have for it. Undefined when it does not. `json` takes the bytes of many: of its own,
 * each delete that waits would keep a whole chunk.
 */
export function toDelete(
  recordKey: Buffer | null,
  { key }: Pick<ItemMapping, 'key'>,
  json: JsonBytes,
): TableWrite | undefined {
  const fields = parseObject(recordKey);
  if (fields === undefined || Object.keys(fields).length !== key.length) return undefined;
  const attributes: Item = {};
  for (const part of key) {
    const value = Object.hasOwn(fields, part.field) ? fields[part.field] : undefined;
    if (!isKey(value, part)) return undefined;
    attributes[part.attribute] = value;
  }
  return {
    kind: 'delete',
    key: toItemKey(attributes, key),
    json: toItemJson(json, attributes),
    bytes: toItemBytes(attributes),
  };
}

function isKey(value: unknown, part: ItemMapping['key'][number]): value is string {
  try {
    assertKey(value, part);
    return true;
  } catch {
    // Any key that cannot be the table's is one that does not carry it.
    return false;
  }
}

function parseObject(recordKey: Buffer | null): Record<string, unknown> | undefined {
  // Bytes that are no text would be read as some other key's.
  if (recordKey === null || recordKey.length > MAX_KEY_BYTES || !isUtf8(recordKey)) return undefined;
  try {
    const parsed: unknown = JSON.parse(recordKey.toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
