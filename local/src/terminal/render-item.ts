import type { Item } from '../table/stored-item.ts';

/** As JSON on one line, its key first: DynamoDB answers in an order of its own. */
export function renderItem({ deviceId, timestamp, ...others }: Item): string {
  return JSON.stringify({ deviceId, timestamp, ...others });
}
