import type { FieldDefinition, TypeDefinition } from '../definition.ts';
import { toAvroName, toFreeName, toRecordName } from './field-name.ts';
import { toPathText, toSettingPath } from './field-path.ts';
import type { RecordPlan } from './record-plan.ts';
import type { Walk } from './walk.ts';

/** An array whose items have several types. */
const MIXED = Symbol('mixed');

type RecordName = { name: string; namespace: string };

/**
 * Asks for an optional field, as far as the value's outside says what it is: what is inside of an object is found by
 * the next walk, as a record's new fields. `deferred`: a value that has no type yet, such as an empty array, brings
 * no field. `mixed`: no type takes all of its items.
 */
export function addNewField(
  record: RecordPlan,
  sentName: string,
  value: unknown,
  walk: Walk,
): 'added' | 'deferred' | 'mixed' {
  const names = new Set(record.definition.fields.map((field) => field.name));
  const name = toFreeName(toAvroName(sentName), (taken) => names.has(taken));
  const type = inferType(value, {
    recordName: toFreeRecordName(record, name),
    number: walk.options.integerFields.has(toSettingPath(walk.path)) ? 'long' : 'double',
  });
  if (type === undefined) return 'deferred';
  if (type === MIXED) return 'mixed';
  const field = toOptionalField(name, sentName, type);
  walk.newFields.push({ record: record.definition, field, path: toPathText(walk.path) });
  return 'added';
}

function toOptionalField(name: string, sentName: string, type: TypeDefinition): FieldDefinition {
  const field = { name, type: ['null', type], default: null };
  return name === sentName ? field : { ...field, originalName: sentName };
}

/** Its namespace is the full name of the record around it: names are paths, and no two paths make one. */
function toFreeRecordName(record: RecordPlan, avroName: string): RecordName {
  const namespace = record.fullName;
  const name = toFreeName(toRecordName(avroName), (taken) => record.isTypeName(`${namespace}.${taken}`));
  return { name, namespace };
}

function inferType(
  value: unknown,
  hints: { recordName: RecordName; number: string },
): TypeDefinition | typeof MIXED | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const item = inferItemType(value, hints);
    return item === undefined || item === MIXED ? item : { type: 'array', items: ['null', item] };
  }
  switch (typeof value) {
    case 'object':
      return { type: 'record', ...hints.recordName, fields: [] };
    case 'number':
      return hints.number;
    default:
      return typeof value;
  }
}

function inferItemType(items: readonly unknown[], hints: Parameters<typeof inferType>[1]) {
  let first: TypeDefinition | undefined;
  for (const item of items) {
    const type = inferType(item, hints);
    if (type === MIXED) return MIXED;
    if (type === undefined) continue;
    first ??= type;
    if (JSON.stringify(type) !== JSON.stringify(first)) return MIXED;
  }
  return first;
}
