import type { AvroValue } from '@glueline/schema-registry';
import { toCheckedBytes, toEvent, toItem, toItemKey } from './item.ts';
import { type AttributePlan, type ItemMapping, toAttributePlan } from './item-mapping.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

export type ToPut = (value: AvroValue, record: KafkaRecord) => TableWrite;

/** The put of an event's item. Which attribute a field becomes is found out once per record type, not per event. */
export function createPuts(mapping: ItemMapping): ToPut {
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
    const item = toItem(event, readPlan(event.names), mapping, record);
    const bytes = toCheckedBytes(item);
    return { kind: 'put', key: toItemKey(item, mapping.key), attributes: item, bytes };
  };
}
