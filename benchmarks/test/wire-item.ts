import type { WireItem } from '../src/workload/check-item.ts';
import { createEvent, type Workload } from '../src/workload/workload.ts';

/** A record's item as an SDK writes it that keeps nulls. */
export function toWireItem(workload: Workload, sequence: number): WireItem {
  const attributes = Object.entries(createEvent(workload, sequence)).map(([name, value]) => {
    if (value === null) return [name, { NULL: true }];
    return [name, typeof value === 'number' ? { N: String(value) } : { S: value }];
  });
  return Object.fromEntries(attributes) as WireItem;
}
