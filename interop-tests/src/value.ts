import type { Schema } from './avro-schema.ts';

/**
 * A datum as the tests write it, exact and without ambiguity: every long is a BigInt, a map is a Map, and a union
 * says which branch it means.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | Branch
  | RecordValue;

export type RecordValue = { readonly [field: string]: Value };

export class Branch {
  readonly index: number;
  readonly value: Value;

  constructor(index: number, value: Value) {
    this.index = index;
    this.value = value;
  }
}

export const branch = (index: number, value: Value): Branch => new Branch(index, value);

/** Whether two encoders may write its bytes differently: the order of a map's entries is nobody's promise. */
export function hasSeveralEncodings(schema: Schema, value: Value): boolean {
  switch (schema.kind) {
    case 'map': {
      const map = value as ReadonlyMap<string, Value>;
      return map.size > 1 || [...map.values()].some((each) => hasSeveralEncodings(schema.items, each));
    }
    case 'array':
      return (value as Value[]).some((each) => hasSeveralEncodings(schema.items, each));
    case 'union': {
      const { index, value: inner } = value as Branch;
      return hasSeveralEncodings(schema.branches[index]!, inner);
    }
    case 'record':
      return schema.fields.some(({ name, schema: type }) =>
        hasSeveralEncodings(type, (value as RecordValue)[name]!),
      );
    default:
      return false;
  }
}
