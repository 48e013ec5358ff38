import type { FieldDefinition, RecordDefinition, TypeDefinition } from '../definition.ts';
import { SchemaLimitError } from '../errors.ts';
import { MAX_FIELDS_PER_RECORD } from './limits.ts';
import type { NewField } from './walk.ts';

/**
 * The definition with new fields in their records. Everything else of it stays as it is, the order of its fields
 * included: a type that is defined in one field may be named in a later one. A new field goes before the first one
 * with a greater name, which keeps the records that are inferred sorted, whatever the order of events was. The
 * registry tells definitions apart by the order of fields.
 * Throws SchemaLimitError.
 */
export function addFields(definition: RecordDefinition, newFields: readonly NewField[]): RecordDefinition {
  const additions = new Map<object, Map<string, FieldDefinition>>();
  for (const { record, field, path } of newFields) {
    const fields = additions.get(record) ?? new Map<string, FieldDefinition>();
    additions.set(record, fields);
    // Items of one array may bring one field several times: the first says what it is.
    if (!fields.has(field.name)) fields.set(field.name, field);
    if (record.fields.length + fields.size > MAX_FIELDS_PER_RECORD) {
      throw new SchemaLimitError(
        `field ${path} is one too many for its record, which has at most ${MAX_FIELDS_PER_RECORD} fields`,
      );
    }
  }
  return withAdditions(definition, additions) as RecordDefinition;
}

/** By record, then by name. */
type Additions = ReadonlyMap<object, ReadonlyMap<string, FieldDefinition>>;

function withAdditions(type: TypeDefinition, additions: Additions): TypeDefinition {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return type.map((branch) => withAdditions(branch, additions));
  const { items, values, fields } = type;
  return {
    ...type,
    ...(typeof type.type === 'object' && { type: withAdditions(type.type, additions) }),
    ...(items !== undefined && { items: withAdditions(items, additions) }),
    ...(values !== undefined && { values: withAdditions(values, additions) }),
    ...(fields !== undefined && {
      fields: [...(additions.get(type)?.values() ?? [])].reduce(
        insertSorted,
        fields.map((field) => withFieldAdditions(field, additions)),
      ),
    }),
  };
}

function withFieldAdditions(field: FieldDefinition, additions: Additions): FieldDefinition {
  return { ...field, type: withAdditions(field.type, additions) };
}

export function insertSorted(fields: readonly FieldDefinition[], added: FieldDefinition): FieldDefinition[] {
  const at = fields.findIndex((field) => field.name > added.name);
  return fields.toSpliced(at === -1 ? fields.length : at, 0, added);
}

/** Array.isArray does not tell a readonly array from the rest of a union type. */
export function isUnion(type: TypeDefinition): type is readonly TypeDefinition[] {
  return Array.isArray(type);
}
