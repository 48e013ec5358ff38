import type { Item } from '../table/stored-item.ts';

/** As JSON on one line, its key first and the rest by name: DynamoDB answers in an order of its own. */
export function renderItem({ deviceId, timestamp, ...others }: Item): string {
  return JSON.stringify({ deviceId, timestamp, ...(sortNames(others) as object) });
}

function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, each]) => [name, sortNames(each)]));
}
