import type { NumberValue } from '@aws-sdk/lib-dynamodb';
import type { AvroRecord, AvroValue } from '@glueline/schema-registry';
import { ItemError } from './errors.ts';
import { type AttributePlan, type ItemMapping, type KeyAttribute, toAddedEntries } from './item-mapping.ts';
import { toExactNumber, toNumber } from './item-number.ts';
import { toItemBytes } from './item-size.ts';
import type { KafkaRecord } from './record.ts';

/** DynamoDB's limits of an item: size with attribute names, and levels of nesting. */
export const MAX_ITEM_BYTES = 400 * 1024;
export const MAX_NESTING = 32;

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
 * An event to the item it is stored as. A record's fields that are null are left out, at every level: they stand for
 * what the event did not bring. In a list or a map null is a value like any other.
 * Throws ItemError.
 */
export function toItem(
  { values }: Pick<AvroRecord, 'values'>,
  plan: AttributePlan,
  mapping: ItemMapping,
  record: KafkaRecord,
): Item {
  const entries = toAddedEntries(record, mapping);
  // By index: a list's iterator costs a tenth of all this.
  for (let index = 0; index < plan.length; index++) {
    const attribute = plan[index];
    const value = values[index];
    if (value === null || value === undefined || attribute === undefined) continue;
    entries.push([toName(attribute), toAttribute(value, 1)]);
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
  return toJoinedKey(item[partitionKey.attribute] as string, item[sortKey.attribute] as string);
}

/** See `toItemKey`. */
export function toJoinedKey(partitionKey: string, sortKey: string): string {
  return `${partitionKey.length}:${partitionKey}${sortKey}`;
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

export type Event = Pick<AvroRecord, 'names' | 'values'>;

/** A record, or a map, whose keys are then what the event brought. Throws ItemError. */
export function toEvent(value: AvroValue): Event {
  if (value instanceof Map) return { names: [...value.keys()], values: [...value.values()] };
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'record') return value;
  throw new ItemError('not_a_record', 'the event is not a record');
}

export function toAttribute(value: AvroValue, depth: number): Attribute {
  if (value === null) return null;
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

type Nested = Extract<AvroValue, object>;

function toNested(value: Nested, depth: number): Attribute {
  if (value instanceof Uint8Array) return value;
  if ('kind' in value && value.kind === 'decimal') return toExactNumber(value);
  if (depth >= MAX_NESTING) {
    throw new ItemError('too_deep', `an item has at most ${MAX_NESTING} levels of nesting`);
  }
  if (Array.isArray(value)) return value.map((element) => toAttribute(element, depth + 1));
  // Maps, because the marshaller tells plain objects by their `constructor`, which may be a field's name.
  const map = new Map<string, Attribute>();
  if (value instanceof Map) {
    for (const [name, nested] of value) map.set(toName(name), toAttribute(nested, depth + 1));
  } else {
    const { names, values } = value;
    for (let index = 0; index < names.length; index++) {
      const nested = values[index]!;
      if (nested !== null) map.set(names[index]!, toAttribute(nested, depth + 1));
    }
  }
  return map;
}

/** Throws ItemError. */
function toName(name: string): string {
  if (name === '') throw new ItemError('invalid_name', 'the name of an attribute has at least one character');
  return name;
}
