import type { Type, types } from 'avsc';

export type PrimitiveKind = 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';

/** A full name and the full names it may also be read from. */
export interface Named {
  readonly name: string;
  /** The last part of `name`, kept because unions compare every branch with every branch. */
  readonly unqualifiedName: string;
  readonly aliases: readonly string[];
}

export interface ShapeField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly hasDefault: boolean;
  /** The default, when there is one. */
  readonly fallback: unknown;
  readonly shape: AvroShape;
}

export interface RecordShape extends Named {
  readonly kind: 'record';
  readonly fields: Map<string, ShapeField>;
}

/**
 * What resolution between two schemas looks at, and nothing else. The Avro library's own types carry generated
 * functions, about ten times the memory, which matters when every version of a schema is kept for *_ALL.
 */
export type AvroShape =
  | { readonly kind: PrimitiveKind }
  | { readonly kind: 'array'; readonly items: AvroShape }
  | { readonly kind: 'map'; readonly values: AvroShape }
  | { readonly kind: 'union'; readonly branches: readonly AvroShape[] }
  | ({ readonly kind: 'fixed'; readonly size: number } & Named)
  | ({ readonly kind: 'enum'; readonly symbols: ReadonlySet<string>; readonly hasDefault: boolean } & Named)
  | RecordShape;

interface Context {
  readonly seen: Map<Type, AvroShape>;
  readonly defaults: readonly unknown[];
}

/** `defaults`: what the `doc` of a field gives the position of. */
export function toShape(type: Type, defaults: readonly unknown[]): AvroShape {
  return shapeOf(type, { seen: new Map(), defaults });
}

function shapeOf(type: Type, context: Context): AvroShape {
  const known = context.seen.get(type);
  if (known !== undefined) return known;
  switch (type.typeName) {
    case 'array':
      return { kind: 'array', items: shapeOf((type as types.ArrayType).itemsType, context) };
    case 'map':
      return { kind: 'map', values: shapeOf((type as types.MapType).valuesType, context) };
    case 'union:wrapped':
      return {
        kind: 'union',
        branches: (type as types.WrappedUnionType).types.map((branch) => shapeOf(branch, context)),
      };
    case 'fixed':
      return { kind: 'fixed', size: (type as types.FixedType).size, ...namesOf(type) };
    case 'enum':
      return enumShape(type as types.EnumType);
    case 'record':
    case 'error':
      return recordShape(type as types.RecordType, context);
    default:
      return { kind: type.typeName as PrimitiveKind };
  }
}

function enumShape(type: types.EnumType): AvroShape {
  const hasDefault = (type as { default?: string }).default !== undefined;
  return { kind: 'enum', symbols: new Set(type.symbols), hasDefault, ...namesOf(type) };
}

function recordShape(type: types.RecordType, context: Context): AvroShape {
  const shape: RecordShape = { kind: 'record', fields: new Map(), ...namesOf(type) };
  // Entered before its fields, which may refer back to it.
  context.seen.set(type, shape);
  for (const field of type.fields) {
    const position = (field as { doc?: string }).doc;
    shape.fields.set(field.name, {
      name: field.name,
      aliases: field.aliases,
      hasDefault: position !== undefined,
      fallback: position === undefined ? undefined : context.defaults[Number(position)],
      shape: shapeOf(field.type, context),
    });
  }
  return shape;
}

function namesOf(type: Type): Named {
  const name = type.name ?? '';
  return { name, unqualifiedName: name.slice(name.lastIndexOf('.') + 1), aliases: type.aliases ?? [] };
}
