import { createEvent, type Workload } from './workload.ts';

/** DynamoDB's wire form. */
export type WireItem = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** NaN when there is none. */
export function readSequence(item: WireItem): number {
  return Number(item['sequence']?.['N']);
}

/** Whether the item says all that its record said, and nothing else. Nulls may be left out or written. */
export function isRightItem(item: WireItem, workload: Workload): boolean {
  const sequence = readSequence(item);
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence >= workload.recordCount) return false;
  const event = createEvent(workload, sequence);
  const written = Object.entries(item).filter(([, attribute]) => attribute['NULL'] !== true);
  const expected = Object.entries(event).filter(([, value]) => value !== null);
  return written.length === expected.length && expected.every(([name, value]) => isRight(item[name], value));
}

function isRight(attribute: Readonly<Record<string, unknown>> | undefined, value: string | number | null) {
  return typeof value === 'number' ? Number(attribute?.['N']) === value : attribute?.['S'] === value;
}
