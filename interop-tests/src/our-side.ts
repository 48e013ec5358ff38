import { compileAvroType, type SchemaVersion } from '@glueline/schema-registry';
import type { Schema } from './avro-schema.ts';
import type { Branch, RecordValue, Value } from './value.ts';

/*
 * All that these tests know of how our package shows a datum. What it reads says of a union only the value; what it
 * writes has, where branches are alike to it, the value under its branch's name.
 */

export function encode(definition: string, schema: Schema, value: Value): Buffer {
  return compileAvroType(definition).encode(toWritten(schema, value));
}

export function decode(version: SchemaVersion, payload: Buffer): unknown {
  return version.read(payload);
}

/** What `decode` has to give for a value; of a logical type it gives another form. */
export function toRead(schema: Schema, value: Value): unknown {
  switch (schema.kind) {
    case 'long':
      return toLong(value as bigint);
    case 'float':
      return sameFloat(value as number);
    case 'array':
      return (value as Value[]).map((each) => toRead(schema.items, each));
    case 'map':
      return new Map(
        [...(value as Map<string, Value>)].map(([key, each]) => [key, toRead(schema.items, each)]),
      );
    case 'union': {
      const { index, value: inner } = value as Branch;
      return toRead(schema.branches[index]!, inner);
    }
    case 'record':
      return toReadRecord(
        schema.fields.map(({ name, schema: type }) => [name, toRead(type, (value as RecordValue)[name]!)]),
      );
    default:
      return value;
  }
}

export function toReadRecord(fields: readonly (readonly [name: string, value: unknown])[]): unknown {
  return {
    kind: 'record',
    names: fields.map(([name]) => name),
    values: fields.map(([, value]) => value),
  };
}

const toLong = (value: bigint): bigint | number =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

/** A matcher for `toEqual`: which of the numbers that are this float it shows is no matter of the format. */
const sameFloat = (float: number) => ({
  asymmetricMatch: (other: unknown) => typeof other === 'number' && Object.is(Math.fround(other), float),
  toString: () => `the float ${float}`,
});

function toWritten(schema: Schema, value: Value): unknown {
  switch (schema.kind) {
    case 'long':
      return toLong(value as bigint);
    case 'array':
      return (value as Value[]).map((each) => toWritten(schema.items, each));
    case 'map':
      return Object.fromEntries(
        [...(value as Map<string, Value>)].map(([key, each]) => [key, toWritten(schema.items, each)]),
      );
    case 'union': {
      const { index, value: inner } = value as Branch;
      const chosen = schema.branches[index]!;
      const ours = toWritten(chosen, inner);
      return ours === null || !hasAlikeBranches(schema.branches) ? ours : { [toBranchName(chosen)]: ours };
    }
    case 'record':
      return Object.fromEntries(
        schema.fields.map(({ name, schema: type }) => [name, toWritten(type, (value as RecordValue)[name]!)]),
      );
    default:
      return value;
  }
}

/**
 * Our encoder has no way to say which branch a number means when a long stands beside another number: it refuses.
 * Reading them is no problem.
 */
export function canEncode(schema: Schema): boolean {
  return !contains(schema, new Set(), (each) => {
    const kinds = each.kind === 'union' ? each.branches.map(({ kind }) => kind) : [];
    return kinds.includes('long') && kinds.some((kind) => LIKENESS[kind] === 'number');
  });
}

function contains(schema: Schema, seen: Set<Schema>, isMeant: (schema: Schema) => boolean): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return isMeant(schema) || toInner(schema).some((inner) => contains(inner, seen, isMeant));
}

function toInner(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case 'array':
    case 'map':
      return [schema.items];
    case 'union':
      return schema.branches;
    case 'record':
      return schema.fields.map((field) => field.schema);
    default:
      return [];
  }
}

const toBranchName = (schema: Schema): string => ('name' in schema ? schema.name : schema.kind);

const LIKENESS: Partial<Record<Schema['kind'], string>> = {
  int: 'number',
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
