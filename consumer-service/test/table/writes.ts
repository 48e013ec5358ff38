import type { Item } from '../../src/item.ts';
import type { TableWrite } from '../../src/table/table-writer.ts';

export function createPut(key: number | string, attributes: Item = {}, bytes = 100): TableWrite {
  return { kind: 'put', key: String(key), attributes: { id: String(key), ...attributes }, bytes };
}

export function createDelete(key: number | string): TableWrite {
  return { kind: 'delete', key: String(key), attributes: { id: String(key) }, bytes: 10 };
}

export function createNamedError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
}
