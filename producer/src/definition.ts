import { RegistrationError } from './errors.ts';

/** An Avro type as a definition writes it: a name, a union, or an object for the complex types. */
export type TypeDefinition = string | readonly TypeDefinition[] | ComplexDefinition;

export type ComplexDefinition = {
  readonly type: TypeDefinition;
  readonly name?: string;
  readonly namespace?: string;
  readonly logicalType?: string;
  readonly fields?: readonly FieldDefinition[];
  readonly items?: TypeDefinition;
  readonly values?: TypeDefinition;
  readonly symbols?: readonly string[];
};

export type FieldDefinition = {
  readonly name: string;
  readonly type: TypeDefinition;
  readonly default?: unknown;
  /** The name as events have it, where that is not the Avro name. A custom property, which Avro hands through. */
  readonly originalName?: string;
};

export type RecordDefinition = ComplexDefinition & {
  readonly type: 'record' | 'error';
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
};

/** The text that is registered: compact. The order of fields is the definition's own; see `add-fields.ts`. */
export function toDefinitionText(definition: RecordDefinition): string {
  return JSON.stringify(definition);
}

/** Throws RegistrationError when a schema that others registered is not a record. */
export function parseDefinition(text: string): RecordDefinition {
  const definition = parseExactly(text);
  if (!isRecordDefinition(definition)) {
    throw new RegistrationError(
      "the schema's latest version is not an Avro record: events cannot be fitted to it",
    );
  }
  return definition;
}

/** Numbers that JavaScript would write in another way than they were read, such as a default of 2^63-1. */
type NumberKeeper = { rawJSON(text: string): unknown };
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

const keepNumber: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && String(value) !== source
    ? (JSON as unknown as NumberKeeper).rawJSON(source)
    : value;

function parseExactly(text: string): unknown {
  try {
    return JSON.parse(text, keepNumber as (key: string, value: unknown) => unknown);
  } catch (error) {
    throw new RegistrationError("the schema's latest version is not JSON that can be read", { cause: error });
  }
}

function isRecordDefinition(definition: unknown): definition is RecordDefinition {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    'type' in definition &&
    definition.type === 'record' &&
    'fields' in definition &&
    Array.isArray(definition.fields)
  );
}
