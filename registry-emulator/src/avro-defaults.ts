import type { AvroShape, RecordShape } from './avro-shape.ts';

/*
 * Field defaults are checked here and not by the Avro library. It fills a record default with the defaults of the
 * fields left out, again and again at every level, so that twenty small records take minutes; and it refuses longs
 * beyond 2^53. The rules are Avro-Java's, the service's implementation: a union's default belongs to its first
 * branch, and the default of an enum, a fixed or bytes is any text.
 */

/**
 * Takes the defaults out of the fields and leaves their positions in `doc`, the one attribute that the library
 * hands through as it is and that nothing here needs.
 */
export function withDefaultsApart(schema: unknown): { schema: unknown; defaults: readonly unknown[] } {
  const defaults: unknown[] = [];
  return { schema: detach(schema, defaults), defaults };
}

function detach(value: unknown, defaults: unknown[]): unknown {
  if (Array.isArray(value)) return value.map((each) => detach(each, defaults));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'fields' && Array.isArray(member)
        ? member.map((field: unknown) => detachField(field, defaults))
        : detach(member, defaults),
    ]),
  );
}

function detachField(field: unknown, defaults: unknown[]): unknown {
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
  const { doc: _doc, default: fallback, ...rest } = field as { doc?: unknown; default?: unknown };
  const kept = detach(rest, defaults) as object;
  return fallback === undefined ? kept : { ...kept, doc: String(defaults.push(fallback) - 1) };
}

/** Throws for the first default that is not a value of its field's type. */
export function assertDefaults(shape: AvroShape): void {
  for (const record of recordsIn(shape, new Set())) {
    for (const field of record.fields.values()) {
      if (field.hasDefault && !isValue(field.fallback, field.shape)) {
        throw new Error(`Invalid default for field ${field.name}: ${JSON.stringify(field.fallback)}`);
      }
    }
  }
}

function recordsIn(shape: AvroShape, found: Set<RecordShape>): Set<RecordShape> {
  if (shape.kind === 'array') recordsIn(shape.items, found);
  if (shape.kind === 'map') recordsIn(shape.values, found);
  if (shape.kind === 'union') for (const branch of shape.branches) recordsIn(branch, found);
  if (shape.kind === 'record' && !found.has(shape)) {
    found.add(shape);
    for (const field of shape.fields.values()) recordsIn(field.shape, found);
  }
  return found;
}

function isValue(value: unknown, shape: AvroShape): boolean {
  switch (shape.kind) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value) && Number(value) === (Number(value) | 0);
    case 'long':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 63;
    case 'float':
    case 'double':
      return typeof value === 'number';
    case 'array':
      return Array.isArray(value) && value.every((item) => isValue(item, shape.items));
    case 'map':
      return isObject(value) && Object.values(value).every((member) => isValue(member, shape.values));
    case 'union':
      return shape.branches[0] !== undefined && isValue(value, shape.branches[0]);
    case 'record':
      return isObject(value) && isRecordValue(value, shape);
    default:
      return typeof value === 'string';
  }
}

// A field left out takes its own default, which is checked where it is defined.
function isRecordValue(value: object, shape: RecordShape): boolean {
  const members = new Map(Object.entries(value));
  return [...shape.fields.values()].every((field) =>
    members.has(field.name) ? isValue(members.get(field.name), field.shape) : field.hasDefault,
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
