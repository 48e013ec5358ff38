import type { KafkaRecord } from './record.ts';
import type { Attribute } from './item.ts';

/** An attribute of the table's key and the event's field it comes from. DynamoDB limits its bytes. */
export type KeyAttribute = { field: string; attribute: string; maxBytes: number };

/** How events become items: which field is stored where, and what is added that no event brings. */
export type ItemMapping = {
  /** Partition key, then sort key. */
  key: readonly [KeyAttribute, KeyAttribute];
  /** Fields that are stored under another name, beside those of the key. */
  attributeNames: ReadonlyMap<string, string>;
  /** From the record's time: the same record read again must be the same item. */
  ttl: { attribute: string; seconds: number } | undefined;
  /** Where the record was, as attributes whose names start like this. */
  kafkaPrefix: string | undefined;
};

/** For each field of an event, in its order, the attribute it is stored as; undefined when it is not stored. */
export type AttributePlan = readonly (string | undefined)[];

/**
 * What is configured for an attribute wins over a field that happens to have the attribute's name, which is then
 * not stored.
 */
export function toAttributePlan(fields: readonly string[], mapping: ItemMapping): AttributePlan {
  const names = new Map(mapping.attributeNames);
  for (const { field, attribute } of mapping.key) names.set(field, attribute);
  const reserved = new Set([...names.values(), ...addedAttributes(mapping)]);
  return fields.map((field) => names.get(field) ?? (reserved.has(field) ? undefined : field));
}

/** Names of the attributes that do not come from the event. */
export function addedAttributes({ ttl, kafkaPrefix }: Pick<ItemMapping, 'ttl' | 'kafkaPrefix'>): string[] {
  const kafka = kafkaPrefix === undefined ? [] : KAFKA_ATTRIBUTES.map((name) => `${kafkaPrefix}${name}`);
  return ttl === undefined ? kafka : [ttl.attribute, ...kafka];
}

const KAFKA_ATTRIBUTES = ['topic', 'partition', 'offset', 'timestamp'] as const;

/** In the order of `addedAttributes`, except for a time to live that cannot be told. */
export function toAddedEntries(
  record: KafkaRecord,
  { ttl, kafkaPrefix }: ItemMapping,
): [string, Attribute][] {
  const entries: [string, Attribute][] = [];
  // A record without a time would seem to be from 1970, and be deleted as soon as it is stored.
  if (ttl !== undefined && record.timestamp >= 0n) {
    entries.push([ttl.attribute, record.timestamp / 1000n + BigInt(ttl.seconds)]);
  }
  if (kafkaPrefix !== undefined) {
    for (const name of KAFKA_ATTRIBUTES) entries.push([`${kafkaPrefix}${name}`, record[name]]);
  }
  return entries;
}
