import fc from 'fast-check';
import { parseSchema, type Schema } from './avro-schema.ts';
import { branch, type Value } from './value.ts';

/** A definition as JSON, in which names are still to be given. */
type Shape =
  | string
  | { type: 'array'; items: Shape }
  | { type: 'map'; values: Shape }
  | { type: 'enum'; symbols: string[] }
  | { type: 'fixed'; size: number }
  | { type: 'record'; fields: Shape[] }
  | Shape[];

const MAX_DEPTH = 3;
const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'string', 'bytes'];
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,8}$/;

/** A record of anything, and `count` values of it. */
export function arbitraryData(count: number) {
  return arbitraryRecord(0).chain((shape) => {
    const definition = JSON.stringify(nameAll(shape));
    const schema = parseSchema(definition);
    const list = fc.array(arbitraryValue(schema), { minLength: count, maxLength: count });
    return list.map((values) => ({ definition, schema, values }));
  });
}

function arbitraryShape(depth: number): fc.Arbitrary<Shape> {
  const flat: fc.Arbitrary<Shape>[] = [
    fc.constantFrom(...PRIMITIVES),
    fc
      .uniqueArray(fc.stringMatching(NAME), { minLength: 1, maxLength: 4 })
      .map((symbols) => ({ type: 'enum', symbols })),
    fc.integer({ min: 1, max: 20 }).map((size) => ({ type: 'fixed', size })),
  ];
  if (depth >= MAX_DEPTH) return fc.oneof(...flat);
  const inner = fc.constant(undefined).chain(() => arbitraryShape(depth + 1));
  return fc.oneof(
    ...flat,
    inner.map((items) => ({ type: 'array' as const, items })),
    inner.map((values) => ({ type: 'map' as const, values })),
    arbitraryRecord(depth + 1),
    fc.uniqueArray(
      inner.filter((shape) => !Array.isArray(shape)),
      {
        minLength: 1,
        maxLength: 5,
        selector: toUnionKey,
      },
    ),
  );
}

function arbitraryRecord(depth: number): fc.Arbitrary<Shape> {
  const field = fc.constant(undefined).chain(() => arbitraryShape(depth + 1));
  return fc.array(field, { maxLength: 5 }).map((fields) => ({ type: 'record', fields }));
}

/** A union may have several named types, of the others each once. */
function toUnionKey(shape: Shape): unknown {
  if (typeof shape === 'string') return shape;
  const { type } = shape as Exclude<Shape, string | Shape[]>;
  return type === 'array' || type === 'map' ? type : shape;
}

function nameAll(shape: Shape): unknown {
  let named = 0;
  const visit = (each: Shape): unknown => {
    if (typeof each === 'string') return each;
    if (Array.isArray(each)) return each.map(visit);
    switch (each.type) {
      case 'array':
        return { type: 'array', items: visit(each.items) };
      case 'map':
        return { type: 'map', values: visit(each.values) };
      case 'record': {
        const name = `Named${++named}`;
        const fields = each.fields.map((field, index) => ({ name: `f${index}`, type: visit(field) }));
        return { type: 'record', name, fields };
      }
      default:
        return { ...each, name: `Named${++named}` };
    }
  };
  return visit(shape);
}

const bytes = (constraints: fc.IntArrayConstraints) =>
  fc.uint8Array(constraints).map((array) => Buffer.from(array));

function arbitraryValue(schema: Schema): fc.Arbitrary<Value> {
  switch (schema.kind) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'int':
      return fc.integer();
    case 'long':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case 'float':
      return fc.float();
    case 'double':
      return fc.double();
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 20 });
    case 'bytes':
      return bytes({ maxLength: 20 });
    case 'fixed':
      return bytes({ minLength: schema.size, maxLength: schema.size });
    case 'enum':
      return fc.constantFrom(...schema.symbols);
    case 'array':
      return fc.array(arbitraryValue(schema.items), { maxLength: 4 });
    case 'map':
      return fc
        .array(fc.tuple(fc.string({ maxLength: 6 }), arbitraryValue(schema.items)), { maxLength: 4 })
        .map((entries) => new Map(entries));
    case 'union':
      return fc.oneof(
        ...schema.branches.map((each, index) => arbitraryValue(each).map((value) => branch(index, value))),
      );
    default: {
      const fields = schema.fields.map(({ name, schema: type }) => [name, arbitraryValue(type)]);
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<Value>>);
    }
  }
}
