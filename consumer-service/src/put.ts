import type { SchemaVersion } from '@glueline/schema-registry';
import { assertRecord, toCheckedBytes, toItem, toItemKey } from './item.ts';
import { type AttributePlan, type ItemMapping, toAttributePlan } from './item-mapping.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite } from './table/table-writer.ts';

export type ToPut = (event: unknown, version: SchemaVersion, record: KafkaRecord) => TableWrite;

/** The put of an event's item. What it takes to know which attribute a field becomes is done once per version. */
export function createPuts(mapping: ItemMapping): ToPut {
  const plans = new WeakMap<SchemaVersion, AttributePlan | undefined>();

  function readPlan(version: SchemaVersion): AttributePlan | undefined {
    if (!plans.has(version)) plans.set(version, toPlan(version.definition, mapping));
    return plans.get(version);
  }

  return (event, version, record) => {
    assertRecord(event);
    const plan = readPlan(version) ?? toAttributePlan(Object.keys(event), mapping);
    const item = toItem(event, plan, mapping, record);
    const bytes = toCheckedBytes(item);
    return { kind: 'put', key: toItemKey(item, mapping.key), attributes: item, bytes };
  };
}

/** Only of a record: a map's keys, or which record of a union it is, are told by each event alone. */
function toPlan(definition: string, mapping: ItemMapping): AttributePlan | undefined {
  const parsed = JSON.parse(definition) as { type?: unknown; fields?: { name: string }[] };
  if (parsed.type !== 'record' || parsed.fields === undefined) return undefined;
  const fields = parsed.fields.map(({ name }) => name);
  // The one name under which an object has something even if it was never given it.
  return fields.includes('__proto__') ? undefined : toAttributePlan(fields, mapping);
}
