/**
 * What a datum decodes to. Records and maps are not objects: a field may have any name, also one that every object has
 * something under, and a record's names are told once per definition and not with each event.
 */
export type AvroValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | AvroDecimal
  | AvroRecord
  | AvroValue[]
  | Map<string, AvroValue>;

/** `values[i]` is the value of the field that its sender called `names[i]`; one list for all records of a definition. */
export type AvroRecord = {
  readonly kind: 'record';
  readonly names: readonly string[];
  readonly values: readonly AvroValue[];
};

/** `unscaled` times ten to the power of minus `scale`. */
export type AvroDecimal = { readonly kind: 'decimal'; readonly unscaled: bigint; readonly scale: number };
