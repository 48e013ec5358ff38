import type { RecordDefinition } from './definition.ts';

/** Any part of a definition. */
type Part = string | readonly Part[] | Composite;
type Composite = { readonly type: Part; readonly name?: string; readonly [attribute: string]: unknown };
type Field = { readonly name: string; readonly type: Part };

/**
 * `base` with the optional fields that only `other` has, also inside of nested records, arrays and maps: `base`
 * itself when there are none. Where both have a field, the type of `base` stands: which of two types is right is not
 * for a merge to say. A field without a default is left out, because no mode lets one be added for those who read.
 */
export function mergeDefinitions(base: RecordDefinition, other: RecordDefinition): RecordDefinition {
  return mergeRecords(base, other) as RecordDefinition;
}

function mergeRecords(base: Composite, other: Composite): Composite {
  const ours = fieldsOf(base);
  const theirs = new Map(fieldsOf(other).map((field) => [field.name, field]));
  const kept = ours.map((field) => mergeFields(field, theirs.get(field.name)));
  const names = new Set(ours.map((field) => field.name));
  const added = fieldsOf(other).filter((field) => !names.has(field.name) && 'default' in field);
  const isSame = added.length === 0 && kept.every((field, index) => field === ours[index]);
  return isSame ? base : { ...base, fields: [...kept, ...added] };
}

function mergeFields(field: Field, other: Field | undefined): Field {
  if (other === undefined) return field;
  const type = mergeTypes(field.type, other.type);
  return type === field.type ? field : { ...field, type };
}

function mergeTypes(base: Part, other: Part): Part {
  if (typeof base === 'string') return base;
  const candidates = isUnion(other) ? other : [other];
  if (!isUnion(base))
    return mergeComposites(
      base,
      candidates.find((candidate) => isLike(base, candidate)),
    );
  const branches = base.map((branch) =>
    typeof branch === 'string' || isUnion(branch)
      ? branch
      : mergeComposites(
          branch,
          candidates.find((candidate) => isLike(branch, candidate)),
        ),
  );
  return branches.every((branch, index) => branch === base[index]) ? base : branches;
}

/** What nests: a record's fields, an array's items, a map's values. */
function mergeComposites(base: Composite, other: Part | undefined): Composite {
  if (other === undefined || typeof other === 'string' || isUnion(other)) return base;
  if (base.type === 'record') return mergeRecords(base, other);
  if (base.type !== 'array' && base.type !== 'map') return base;
  const inner = base.type === 'array' ? 'items' : 'values';
  const merged = mergeTypes(base[inner] as Part, other[inner] as Part);
  return merged === base[inner] ? base : { ...base, [inner]: merged };
}

function isLike(base: Composite, candidate: Part): boolean {
  if (typeof candidate === 'string' || isUnion(candidate)) return false;
  return candidate.type === base.type && candidate.name === base.name;
}

// Array.isArray does not take readonly arrays out of a union.
function isUnion(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

function fieldsOf(record: Composite): readonly Field[] {
  return record['fields'] as readonly Field[];
}
