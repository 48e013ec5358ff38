import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../../src/item.ts';
import { toItemJson } from '../../src/item-json.ts';
import { createJsonBytes } from '../../src/json-bytes.ts';
import type { TableWrite } from '../../src/table/table-writer.ts';

const toJson = (item: Item) => toItemJson(createJsonBytes(), item);

export function createPut(key: number | string, attributes: Item = {}, bytes = 100): TableWrite {
  return { kind: 'put', key: String(key), json: toJson({ id: String(key), ...attributes }), bytes };
}

export function createDelete(key: number | string): TableWrite {
  return { kind: 'delete', key: String(key), json: toJson({ id: String(key) }), bytes: 10 };
}

/** Of texts, numbers and booleans, as the table would give it back. */
export function parseItem({ json }: Pick<TableWrite, 'json'>): Record<string, unknown> {
  return unmarshall(JSON.parse(Buffer.from(json).toString()) as Record<string, AttributeValue>);
}

export function createNamedError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
}
