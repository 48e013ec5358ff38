import type { AvroSchema, FieldSchema, RecordSchema } from './avro-schema.ts';
import type { AvroValue } from './avro-value.ts';
import { ResolutionError } from './errors.ts';
import { toShortestFloat } from './float.ts';
import { toLogicalValue } from './logical-values.ts';

const MIN_INT = -(2 ** 31);
const MAX_INT = 2 ** 31 - 1;

/** A record's default may leave it to the defaults of its fields, and so on, in a circle or many times over. */
const MAX_DEFAULT_LEVELS = 32;
const MAX_DEFAULT_VALUES = 10_000;
type Size = { levels: number; values: number };

/** What a field has when its writer did not know it. Throws ResolutionError when there is no default that fits. */
export function toDefaultValue(field: FieldSchema, size: Size = { levels: 0, values: 0 }): AvroValue {
  if (field.defaultJson === undefined) {
    throw new ResolutionError(`field ${field.name} was not written and has no default`);
  }
  size.values += 1;
  if (size.levels > MAX_DEFAULT_LEVELS || size.values > MAX_DEFAULT_VALUES) {
    throw new ResolutionError(`the default of field ${field.name} is too large`);
  }
  const value = toValue(field.defaultJson, field.schema, size);
  if (value === undefined)
    throw new ResolutionError(`the default of field ${field.name} does not fit its type`);
  return value;
}

/** Undefined when it does not fit. */
function toValue(json: unknown, schema: AvroSchema, size: Size): AvroValue | undefined {
  const value = toUnderlying(json, schema, size);
  const logical = 'logical' in schema ? schema.logical : undefined;
  return value === undefined || logical === undefined ? value : toLogicalValue(logical)(value);
}

function toUnderlying(json: unknown, schema: AvroSchema, size: Size): AvroValue | undefined {
  switch (schema.kind) {
    case 'null':
      return json === null ? null : undefined;
    case 'boolean':
      return typeof json === 'boolean' ? json : undefined;
    case 'string':
      return typeof json === 'string' ? json : undefined;
    case 'int':
      return Number.isInteger(json) && isBetween(json as number, MIN_INT, MAX_INT)
        ? (json as number)
        : undefined;
    case 'long':
      return Number.isSafeInteger(json) ? (json as number) : undefined;
    case 'float':
      return typeof json === 'number' ? toShortestFloat(Math.fround(json)) : undefined;
    case 'double':
      return typeof json === 'number' ? json : undefined;
    case 'bytes':
    case 'fixed':
      return toBytes(json, schema.kind === 'fixed' ? schema.size : undefined);
    case 'enum':
      return schema.symbols.find((symbol) => symbol === json);
    // The first branch that fits: it is the first of all, except where newer versions of Avro allow another.
    case 'union':
      return schema.branches
        .map((branch) => toValue(json, branch, size))
        .find((value) => value !== undefined);
    case 'array':
      return Array.isArray(json) ? allOf(json.map((each) => toValue(each, schema.items, size))) : undefined;
    case 'map':
      return toMap(json, schema.values, size);
    default:
      return toRecord(json, schema, size);
  }
}

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

/** A character for each byte. */
function toBytes(json: unknown, size: number | undefined): Buffer | undefined {
  if (typeof json !== 'string' || /[^\0-\xff]/.test(json)) return undefined;
  return size === undefined || json.length === size ? Buffer.from(json, 'latin1') : undefined;
}

function toMap(json: unknown, schema: AvroSchema, size: Size): Map<string, AvroValue> | undefined {
  if (!isObject(json)) return undefined;
  const values = allOf(Object.values(json).map((each) => toValue(each, schema, size)));
  return values && new Map(Object.keys(json).map((name, index) => [name, values[index]!]));
}

function toRecord(json: unknown, schema: RecordSchema, size: Size): AvroValue | undefined {
  if (!isObject(json)) return undefined;
  size.levels += 1;
  const values = allOf(
    schema.fields.map((field) =>
      Object.hasOwn(json, field.name)
        ? toValue(json[field.name], field.schema, size)
        : toDefaultValue(field, size),
    ),
  );
  size.levels -= 1;
  return values && { kind: 'record', names: schema.originalNames, values };
}

function allOf(values: readonly (AvroValue | undefined)[]): AvroValue[] | undefined {
  return values.every((value) => value !== undefined) ? [...values] : undefined;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
