/** A definition with its references resolved, so that a value can be walked along it. */
export type Schema =
  | { readonly kind: Primitive }
  | { readonly kind: 'fixed'; readonly name: string; readonly size: number }
  | { readonly kind: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly kind: 'array' | 'map'; readonly items: Schema }
  | { readonly kind: 'union'; readonly branches: readonly Schema[] }
  | { readonly kind: 'record'; readonly name: string; readonly fields: readonly Field[] };

type Field = { readonly name: string; readonly schema: Schema };

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'string', 'bytes'] as const;
type Primitive = (typeof PRIMITIVES)[number];

type Definition = string | Definition[] | ({ type: string } & NamedDefinition);
type NamedDefinition = {
  name?: string;
  namespace?: string;
  size?: number;
  symbols?: string[];
  items?: Definition;
  values?: Definition;
  fields?: { name: string; type: Definition }[];
};

/** Of valid definitions only: whether they are valid is for those under test to say. */
export function parseSchema(definition: string): Schema {
  return resolve(JSON.parse(definition) as Definition, new Map(), '');
}

function resolve(definition: Definition, named: Map<string, Schema>, namespace: string): Schema {
  if (Array.isArray(definition)) {
    return { kind: 'union', branches: definition.map((each) => resolve(each, named, namespace)) };
  }
  if (typeof definition === 'string') return resolveName(definition, named, namespace);
  switch (definition.type) {
    case 'record':
      return resolveRecord(definition, named, namespace);
    case 'enum':
    case 'fixed':
      return resolveLeaf(definition.type, definition, named, namespace);
    case 'array':
    case 'map': {
      const items = resolve((definition.items ?? definition.values)!, named, namespace);
      return { kind: definition.type, items };
    }
    default:
      return resolveName(definition.type, named, namespace);
  }
}

function resolveName(name: string, named: Map<string, Schema>, namespace: string): Schema {
  const primitive = PRIMITIVES.find((each) => each === name);
  if (primitive !== undefined) return { kind: primitive };
  const schema = named.get(toFullName({ name }, namespace));
  if (schema === undefined) throw new Error(`nothing in the definition is called ${name}`);
  return schema;
}

function resolveLeaf(
  kind: 'enum' | 'fixed',
  definition: NamedDefinition,
  named: Map<string, Schema>,
  namespace: string,
): Schema {
  const name = toFullName(definition, namespace);
  const { size = 0, symbols = [] } = definition;
  const schema: Schema = kind === 'enum' ? { kind, name, symbols } : { kind, name, size };
  named.set(name, schema);
  return schema;
}

function resolveRecord(definition: NamedDefinition, named: Map<string, Schema>, namespace: string): Schema {
  const name = toFullName(definition, namespace);
  const fields: Field[] = [];
  const schema = { kind: 'record', name, fields } as const;
  // Before its fields: they may refer to it.
  named.set(name, schema);
  const inner = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  for (const field of definition.fields ?? []) {
    fields.push({ name: field.name, schema: resolve(field.type, named, inner) });
  }
  return schema;
}

function toFullName({ name = '', namespace }: { name?: string; namespace?: string }, outer: string): string {
  const space = namespace ?? outer;
  return name.includes('.') || space === '' ? name : `${space}.${name}`;
}
