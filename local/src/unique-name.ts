import { randomUUID } from 'node:crypto';

/** Letters, digits and "_" only: good for a topic, table, registry, schema or group. */
export function uniqueName(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}
