import type { AvroSchema, EnumSchema, FieldSchema, FixedSchema, RecordSchema } from './avro-schema.ts';
import { InvalidDefinitionError } from './errors.ts';
import { toLogicalType } from './logical-type.ts';
import { toOriginalNames } from './original-names.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Of the registry. */
const MAX_DEFINITION_CHARACTERS = 170_000;
/** As the registry's emulator has it; far more than a datum's 64 levels. */
const MAX_LEVELS = 500;
const MAX_FIXED_BYTES = 2 ** 31 - 1;

const PRIMITIVES: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
]);

/** Where in the definition, in which namespace, and what has been defined before it. */
type Scope = { path: string; namespace: string; levels: number; named: Map<string, AvroSchema> };

/**
 * Takes what Avro-Java takes, and more: a datum is read by positions, so how things are named does not matter here as
 * long as a reference can be found and a record's fields told apart. Defaults are looked at where they are needed.
 * Throws InvalidDefinitionError, whose message says where in the definition, and quotes none of it.
 */
export function parseDefinition(definition: string): AvroSchema {
  if (definition.length > MAX_DEFINITION_CHARACTERS) {
    throw new InvalidDefinitionError(`a definition has at most ${MAX_DEFINITION_CHARACTERS} characters`);
  }
  let json: unknown;
  try {
    json = JSON.parse(definition);
  } catch (error) {
    throw new InvalidDefinitionError('definition is not JSON', { cause: error });
  }
  return parseSchema(json, { path: '', namespace: '', levels: 0, named: new Map() });
}

function parseSchema(json: unknown, scope: Scope): AvroSchema {
  if (scope.levels > MAX_LEVELS) {
    throw new InvalidDefinitionError(`a definition has at most ${MAX_LEVELS} levels`);
  }
  if (typeof json === 'string') return findType(json, scope);
  if (Array.isArray(json)) return parseUnion(json, scope);
  if (!isObject(json)) refuse(scope, 'must be a type');
  return parseObject(json, scope);
}

function parseObject(json: JsonObject, scope: Scope): AvroSchema {
  const { type } = json;
  switch (type) {
    case 'record':
    case 'error':
      return parseRecord(json, scope);
    case 'enum':
      return parseEnum(json, scope);
    case 'fixed':
      return parseFixed(json, scope);
    case 'array':
      return { kind: 'array', items: parseSchema(json['items'], inner(scope, 'items')) };
    case 'map':
      return { kind: 'map', values: parseSchema(json['values'], inner(scope, 'values')) };
    default:
      // A primitive with an annotation, a name that was defined before, or a type inside a type.
      return PRIMITIVES.has(type)
        ? toPrimitive(type as string, json)
        : parseSchema(type, inner(scope, 'type'));
  }
}

function toPrimitive(kind: string, json: JsonObject): AvroSchema {
  return { kind, logical: toLogicalType(kind, json) } as AvroSchema;
}

function findType(name: string, scope: Scope): AvroSchema {
  if (PRIMITIVES.has(name)) return toPrimitive(name, {});
  const found = scope.named.get(toFullName(name, scope.namespace)) ?? scope.named.get(name);
  return found ?? refuse(scope, 'must be a type that is defined before it');
}

function parseUnion(branches: readonly unknown[], scope: Scope): AvroSchema {
  const parsed = branches.map((branch, index) => parseSchema(branch, inner(scope, String(index))));
  if (parsed.some(({ kind }) => kind === 'union')) refuse(scope, 'must not have a union as a branch');
  return { kind: 'union', branches: parsed };
}

function parseRecord(json: JsonObject, scope: Scope): RecordSchema {
  const { name, namespace } = toName(json, scope);
  const record = { kind: 'record' as const, name, aliases: toNames(json['aliases'], namespace) };
  const fields: FieldSchema[] = [];
  // Before its fields, which may be of the record's own type.
  const schema: RecordSchema & { originalNames: readonly string[] } = {
    ...record,
    fields,
    originalNames: [],
  };
  define(name, schema, scope);
  const within = { ...inner(scope, 'fields'), namespace };
  const definitions = json['fields'];
  if (!Array.isArray(definitions)) refuse(within, 'must be a list');
  const names: { name: string; originalName: unknown }[] = [];
  for (const [index, field] of (definitions as unknown[]).entries()) {
    const at = inner(within, String(index));
    if (!isObject(field) || typeof field['name'] !== 'string') refuse(at, 'must have a name');
    fields.push(parseField(field, field['name'], at));
    names.push({ name: field['name'], originalName: field['originalName'] });
  }
  if (new Set(fields.map((field) => field.name)).size < fields.length) {
    refuse(within, 'must not have two fields of one name');
  }
  schema.originalNames = toOriginalNames(names);
  return schema;
}

function parseField(json: JsonObject, name: string, scope: Scope): FieldSchema {
  return {
    name,
    aliases: toNames(json['aliases'], ''),
    schema: parseSchema(json['type'], inner(scope, 'type')),
    defaultJson: json['default'],
  };
}

function parseEnum(json: JsonObject, scope: Scope): EnumSchema {
  const { name, namespace } = toName(json, scope);
  const { symbols, default: defaultSymbol } = json;
  if (!Array.isArray(symbols) || symbols.some((symbol) => typeof symbol !== 'string')) {
    refuse(inner(scope, 'symbols'), 'must be a list of texts');
  }
  const schema: EnumSchema = {
    kind: 'enum',
    name,
    aliases: toNames(json['aliases'], namespace),
    symbols: symbols as string[],
    defaultSymbol: (symbols as string[]).find((symbol) => symbol === defaultSymbol),
  };
  define(name, schema, scope);
  return schema;
}

function parseFixed(json: JsonObject, scope: Scope): FixedSchema {
  const { name, namespace } = toName(json, scope);
  const size = json['size'];
  if (!Number.isInteger(size) || (size as number) < 0 || (size as number) > MAX_FIXED_BYTES) {
    refuse(inner(scope, 'size'), `must be a whole number from 0 to ${MAX_FIXED_BYTES}`);
  }
  const schema: FixedSchema = {
    kind: 'fixed',
    name,
    aliases: toNames(json['aliases'], namespace),
    size: size as number,
    logical: toLogicalType('fixed', json, size as number),
  };
  define(name, schema, scope);
  return schema;
}

function define(name: string, schema: AvroSchema, scope: Scope): void {
  if (scope.named.has(name)) refuse(scope, 'must not have a name that is defined before it');
  scope.named.set(name, schema);
}

function toName(json: JsonObject, scope: Scope): { name: string; namespace: string } {
  const { name, namespace = scope.namespace } = json;
  if (typeof name !== 'string') refuse(scope, 'must have a name');
  const full = toFullName(name, typeof namespace === 'string' ? namespace : '');
  return { name: full, namespace: full.slice(0, Math.max(full.lastIndexOf('.'), 0)) };
}

function toNames(aliases: unknown, namespace: string): string[] {
  if (!Array.isArray(aliases)) return [];
  return aliases.filter((alias) => typeof alias === 'string').map((alias) => toFullName(alias, namespace));
}

function toFullName(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

function inner(scope: Scope, step: string): Scope {
  return { ...scope, path: scope.path === '' ? step : `${scope.path}.${step}`, levels: scope.levels + 1 };
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function refuse({ path }: Scope, rule: string): never {
  throw new InvalidDefinitionError(`${path === '' ? 'definition' : path} ${rule}`);
}
