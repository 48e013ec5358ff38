import type { Schema } from './avro-schema.ts';
import type { Branch, RecordValue, Value } from './value.ts';

/**
 * What `compileAvroType` takes and gives for a value: a long is a number where that is exact, and of a union whose
 * branches are alike in JavaScript the value stands under its branch's name.
 */
export function toOurValue(schema: Schema, value: Value): unknown {
  switch (schema.kind) {
    case 'long':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'array':
      return (value as Value[]).map((each) => toOurValue(schema.items, each));
    case 'map':
      return Object.fromEntries(
        [...(value as Map<string, Value>)].map(([key, each]) => [key, toOurValue(schema.items, each)]),
      );
    case 'union': {
      const { index, value: inner } = value as Branch;
      const chosen = schema.branches[index]!;
      const ours = toOurValue(chosen, inner);
      return ours === null || !hasAlikeBranches(schema.branches) ? ours : { [toBranchName(chosen)]: ours };
    }
    case 'record':
      return Object.fromEntries(
        schema.fields.map(({ name, schema: type }) => [name, toOurValue(type, (value as RecordValue)[name]!)]),
      );
    default:
      return value;
  }
}

const toBranchName = (schema: Schema): string => ('name' in schema ? schema.name : schema.kind);

const LIKENESS: Partial<Record<Schema['kind'], string>> = {
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  string: 'text',
  enum: 'text',
  bytes: 'buffer',
  fixed: 'buffer',
  record: 'object',
  map: 'object',
};

function hasAlikeBranches(branches: readonly Schema[]): boolean {
  const kinds = branches.map(({ kind }) => LIKENESS[kind] ?? kind);
  return new Set(kinds).size < kinds.length;
}
