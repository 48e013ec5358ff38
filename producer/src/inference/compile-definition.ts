import type { ComplexDefinition, FieldDefinition, RecordDefinition, TypeDefinition } from '../definition.ts';
import { isUnion } from './add-fields.ts';
import { toArrayPlan, toMapPlan } from './fit-container.ts';
import { toRecordPlan } from './fit-record.ts';
import { toEnumPlan, toScalarPlan } from './fit-scalar.ts';
import { type Branch, LONG_KIND, NUMBER_KIND, toUnionPlan } from './fit-union.ts';
import type { FieldPlan } from './record-plan.ts';
import type { TypePlan } from './type-plan.ts';
import { type Fit, MISFIT } from './walk.ts';

export type CompiledDefinition = { fit: Fit; fieldCount: number };

/** A named type's plan, and what the Avro library has to know of it as a branch of a union. */
type NamedType = { plan: TypePlan; kind: string };
type Context = { named: Map<string, NamedType>; fieldCount: number };

/** All that can be known before an event comes, once per schema version. The definition is valid Avro. */
export function compileDefinition(definition: RecordDefinition): CompiledDefinition {
  const context: Context = { named: new Map(), fieldCount: 0 };
  const { plan } = toBranch(definition, '', context);
  return { fit: plan.fit, fieldCount: context.fieldCount };
}

function toBranch(type: TypeDefinition, namespace: string, context: Context): Branch {
  if (typeof type === 'string') return toNamedBranch(type, namespace, context);
  if (isUnion(type)) {
    const branches = type.map((branch) => toBranch(branch, namespace, context));
    return { name: 'union', kind: 'union', plan: toUnionPlan(branches) };
  }
  if (typeof type.type !== 'string') return toBranch(type.type, namespace, context);
  return toComplexBranch(type, type.type, namespace, context);
}

const PRIMITIVE_KINDS: Readonly<Record<string, string>> = {
  null: 'null',
  boolean: 'boolean',
  int: NUMBER_KIND,
  long: LONG_KIND,
  float: NUMBER_KIND,
  double: NUMBER_KIND,
  bytes: 'buffer',
  string: 'string',
};

function toNamedBranch(name: string, namespace: string, context: Context): Branch {
  const kind = PRIMITIVE_KINDS[name];
  if (kind !== undefined) return { name, kind, plan: toScalarPlan(name) };
  const fullName = toFullName(name, namespace);
  // Valid Avro: a name is of a type that stands before it.
  return { name: fullName, ...context.named.get(fullName)! };
}

function toComplexBranch(
  type: ComplexDefinition,
  typeName: string,
  namespace: string,
  context: Context,
): Branch {
  const toElement = (element: TypeDefinition) => ({
    plan: toBranch(element, namespace, context).plan,
    typeText: toTypeText(element),
  });
  switch (typeName) {
    case 'record':
    case 'error':
      return toRecordBranch(type as RecordDefinition, namespace, context);
    case 'array':
      return { name: 'array', kind: 'array', plan: toArrayPlan(toElement(type.items!)) };
    case 'map':
      return { name: 'map', kind: 'object', plan: toMapPlan(toElement(type.values!)) };
    case 'enum':
      return define(type, namespace, context, { plan: toEnumPlan(type.symbols!), kind: 'string' });
    case 'fixed':
      return define(type, namespace, context, { plan: toScalarPlan('fixed'), kind: 'buffer' });
    default:
      return Object.hasOwn(PRIMITIVE_KINDS, typeName)
        ? toAnnotatedBranch(typeName, type.logicalType)
        : toNamedBranch(typeName, namespace, context);
  }
}

/** Spelled out, `{"type": "long"}` is the Avro library's own long and a number like any other. */
function toAnnotatedBranch(name: string, logicalType: string | undefined): Branch {
  const kind = name === 'long' ? NUMBER_KIND : PRIMITIVE_KINDS[name]!;
  return { name, kind, plan: toScalarPlan(name, logicalType) };
}

function define(type: ComplexDefinition, namespace: string, context: Context, named: NamedType): Branch {
  const fullName = toFullName(type.name!, type.namespace ?? namespace);
  context.named.set(fullName, named);
  return { name: fullName, ...named };
}

function toRecordBranch(definition: RecordDefinition, namespace: string, context: Context): Branch {
  const fullName = toFullName(definition.name, definition.namespace ?? namespace);
  const fields: FieldPlan[] = [];
  const bySentName = new Map<string, FieldPlan>();
  const isTypeName = (name: string) => context.named.has(name);
  const plan = toRecordPlan({ definition, fullName, fields, bySentName, isTypeName });
  // Before its fields, whose types may name it.
  const branch = define(definition, namespace, context, { plan, kind: 'object' });
  const inside = fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));
  for (const field of definition.fields) {
    const fieldPlan = toFieldPlan(field, toBranch(field.type, inside, context).plan);
    // Only others give a field this name. The Avro library's readers lose it; what is sent goes to an escaped one.
    if (field.name === '__proto__') continue;
    fields.push(fieldPlan);
    // The first of two that others gave one original name to; the second is then never brought.
    if (!bySentName.has(fieldPlan.sentName)) bySentName.set(fieldPlan.sentName, fieldPlan);
  }
  context.fieldCount += fields.length;
  return branch;
}

function toFieldPlan(field: FieldDefinition, plan: TypePlan): FieldPlan {
  const optional = 'default' in field ? undefined : MISFIT;
  return {
    name: field.name,
    sentName: typeof field.originalName === 'string' ? field.originalName : field.name,
    plan,
    typeText: toTypeText(field.type),
    absent: field.default === null || (optional === MISFIT && plan.takesNull) ? null : optional,
  };
}

function toFullName(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** For messages: records, arrays and the like by their kind alone. */
function toTypeText(type: TypeDefinition): string {
  return JSON.stringify(toOutline(type));
}

function toOutline(type: TypeDefinition): string | readonly string[] {
  if (typeof type === 'string') return type;
  return isUnion(type) ? type.map((branch) => String(toOutline(branch))) : toOutline(type.type);
}
