import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { ItemError } from './errors.ts';
import { type AttributePlan, type ItemMapping, type KeyAttribute, toAddedEntries } from './item-mapping.ts';
import { toItemBytes } from './item-size.ts';
import type { KafkaRecord } from './record.ts';

/** DynamoDB's limits of an item: size with attribute names, and levels of nesting. */
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_NESTING = 32;

/** DynamoDB's range of a number, the upper end excluded; a double reaches further in both directions. */
const MAX_MAGNITUDE = 1e126;
const MIN_MAGNITUDE = 1e-130;

export type Attribute =
  | null
  | boolean
  | string
  | number
  | bigint
  | NumberValue
  | Uint8Array
  | Attribute[]
  | Map<string, Attribute>;

export type Item = { [name: string]: Attribute };

/**
 * An event to the item it is stored as. Attributes that are null are left out at the top, where they stand for a
 * field the event did not bring; further down null is a value like any other.
 * Throws ItemError.
 */
export function toItem(event: Event, plan: AttributePlan, mapping: ItemMapping, record: KafkaRecord): Item {
  const entries = toAddedEntries(record, mapping);
  for (const [field, attribute] of plan) {
    const value = event[field];
    if (value !== null && value !== undefined) entries.push([attribute, toAttribute(value, 1)]);
  }
  // Not by assignment: "__proto__" is a valid field name.
  const item: Item = Object.fromEntries(entries);
  for (const key of mapping.key) assertKey(item[key.attribute], key);
  return item;
}

/** Throws ItemError when it is more than DynamoDB takes. */
export function toCheckedBytes(item: Item): number {
  const bytes = toItemBytes(item);
  if (bytes > MAX_ITEM_BYTES) {
    throw new ItemError('too_large', `an item has at most ${MAX_ITEM_BYTES} bytes (received ${bytes})`);
  }
  return bytes;
}

/** Says which items are one and the same to the table. The length keeps the two parts apart, whatever they hold. */
export function toItemKey(item: Item, [partitionKey, sortKey]: ItemMapping['key']): string {
  // Both were found to be strings before this is asked.
  const first = item[partitionKey.attribute] as string;
  const second = item[sortKey.attribute] as string;
  return `${first.length}:${first}${second}`;
}

/** Throws ItemError. */
export function assertKey(value: unknown, { field, maxBytes }: KeyAttribute): asserts value is string {
  if (value === undefined || value === null) {
    throw new ItemError('missing_key', `the event has no ${field}`);
  }
  if (typeof value !== 'string') {
    throw new ItemError('invalid_key', `${field} must be a string (received a ${typeof value})`);
  }
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > maxBytes) {
    throw new ItemError('invalid_key', `${field} must have 1 to ${maxBytes} bytes (received ${bytes})`);
  }
}

export type Event = Readonly<Record<string, unknown>>;

/** Throws ItemError. */
export function assertRecord(event: unknown): asserts event is Event {
  const isRecord =
    typeof event === 'object' && event !== null && !Array.isArray(event) && !(event instanceof Uint8Array);
  if (!isRecord) throw new ItemError('not_a_record', 'the event is not a record');
}

function toAttribute(value: unknown, depth: number): Attribute {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return toNumber(value);
    default:
      return toNested(value, depth);
  }
}

function toNested(value: unknown, depth: number): Attribute {
  if (value instanceof Uint8Array) return value;
  if (depth >= MAX_NESTING) {
    throw new ItemError('too_deep', `an item has at most ${MAX_NESTING} levels of nesting`);
  }
  if (Array.isArray(value)) return value.map((element) => toAttribute(element, depth + 1));
  // A Map, because the marshaller tells plain objects by their `constructor`, which may be a field's name.
  const entries = Object.entries(value as object);
  return new Map(entries.map(([name, nested]) => [name, toAttribute(nested, depth + 1)]));
}

function toNumber(value: number): Attribute {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value) || magnitude >= MAX_MAGNITUDE || (magnitude < MIN_MAGNITUDE && value !== 0)) {
    throw new ItemError('invalid_number', 'a number is NaN, infinite, or outside of what DynamoDB holds');
  }
  // The marshaller refuses larger ones as imprecise, but a double is what it is: its shortest text.
  return magnitude > Number.MAX_SAFE_INTEGER ? NumberValue.from(String(value)) : value;
}
