import type { ComplexDefinition, FieldDefinition, RecordDefinition, TypeDefinition } from './definition.ts';
import { insertSorted, isUnion } from './inference/add-fields.ts';

/**
 * `base` with the optional fields that only `other` has, also inside of nested records, arrays and maps: `base`
 * itself when there are none. Where both have a field, the type of `base` stands: which of two types is right is not
 * for a merge to say. A field without a default is left out, because no mode lets one be added for those who read.
 */
export function mergeDefinitions(base: RecordDefinition, other: RecordDefinition): RecordDefinition {
  return mergeRecords(base, other) as RecordDefinition;
}

function mergeRecords(base: ComplexDefinition, other: ComplexDefinition): ComplexDefinition {
  const { fields: ours = [] } = base;
  const { fields: theirs = [] } = other;
  const theirsByName = new Map(theirs.map((field) => [field.name, field]));
  const kept = ours.map((field) => mergeFields(field, theirsByName.get(field.name)));
  const names = new Set(ours.map((field) => field.name));
  const added = theirs.filter((field) => !names.has(field.name) && 'default' in field);
  const isSame = added.length === 0 && kept.every((field, index) => field === ours[index]);
  return isSame ? base : { ...base, fields: added.reduce(insertSorted, kept) };
}

function mergeFields(field: FieldDefinition, other: FieldDefinition | undefined): FieldDefinition {
  if (other === undefined) return field;
  const type = mergeTypes(field.type, other.type);
  return type === field.type ? field : { ...field, type };
}

function mergeTypes(base: TypeDefinition, other: TypeDefinition): TypeDefinition {
  const candidates = isUnion(other) ? other : [other];
  if (!isUnion(base)) return mergeWithLike(base, candidates);
  const branches = base.map((branch) => mergeWithLike(branch, candidates));
  return branches.every((branch, index) => branch === base[index]) ? base : branches;
}

function mergeWithLike(base: TypeDefinition, candidates: readonly TypeDefinition[]): TypeDefinition {
  if (typeof base === 'string' || isUnion(base)) return base;
  const like = candidates.find((candidate) => isLike(base, candidate));
  return like === undefined ? base : mergeComplex(base, like as ComplexDefinition);
}

/** What nests: a record's fields, an array's items, a map's values. */
function mergeComplex(base: ComplexDefinition, other: ComplexDefinition): ComplexDefinition {
  if (base.type === 'record') return mergeRecords(base, other);
  if (base.items !== undefined && other.items !== undefined) {
    const items = mergeTypes(base.items, other.items);
    return items === base.items ? base : { ...base, items };
  }
  if (base.values !== undefined && other.values !== undefined) {
    const values = mergeTypes(base.values, other.values);
    return values === base.values ? base : { ...base, values };
  }
  return base;
}

function isLike(base: ComplexDefinition, candidate: TypeDefinition): boolean {
  if (typeof candidate === 'string' || isUnion(candidate)) return false;
  return candidate.type === base.type && candidate.name === base.name;
}
