import type { AvroValue } from '@glueline/schema-registry';
import { type Item, toCheckedBytes, toEvent, toItem, toItemKey } from './item.ts';
import { toItemJson } from './item-json.ts';
import { type AttributePlan, type ItemMapping, toAttributePlan } from './item-mapping.ts';
import type { JsonBytes } from './json-bytes.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

/** Throws ItemError. */
export type ToItem = (value: AvroValue, record: KafkaRecord) => Item;

/** An event's item. Which attribute a field becomes is found out once per record type, not per event. */
export function createItems(mapping: ItemMapping): ToItem {
  // All records of one type have one and the same list of names.
  const plans = new WeakMap<readonly string[], AttributePlan>();

  function readPlan(names: readonly string[]): AttributePlan {
    const known = plans.get(names);
    if (known !== undefined) return known;
    const plan = toAttributePlan(names, mapping);
    plans.set(names, plan);
    return plan;
  }

  return (value, record) => {
    const event = toEvent(value);
    return toItem(event, readPlan(event.names), mapping, record);
  };
}

/** The put of an item. Throws ItemError. */
export function toPlainPut(item: Item, { key }: Pick<ItemMapping, 'key'>, json: JsonBytes): TableWrite {
  const bytes = toCheckedBytes(item);
  return { kind: 'put', key: toItemKey(item, key), json: toItemJson(json, item), bytes };
}
