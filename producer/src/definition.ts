import { RegistrationError } from './errors.ts';

/** An Avro type as a definition writes it: a name, a union, or an object for the complex types. */
export type TypeDefinition = string | readonly TypeDefinition[] | { readonly type: TypeDefinition };

export type FieldDefinition = {
  readonly name: string;
  readonly type: TypeDefinition;
  readonly default?: unknown;
};

export type RecordDefinition = {
  readonly type: 'record';
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
};

/**
 * The text that is registered: compact, fields sorted by name. The registry tells definitions apart by the
 * order of fields, so the order in which events happened to bring them must not show.
 */
export function toDefinitionText(definition: RecordDefinition): string {
  const fields = definition.fields.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return JSON.stringify({ ...definition, fields });
}

/** Throws RegistrationError when a schema that others registered is not a record. */
export function parseDefinition(text: string): RecordDefinition {
  const definition: unknown = JSON.parse(text);
  if (!isRecordDefinition(definition)) {
    throw new RegistrationError(
      "the schema's latest version is not an Avro record: events cannot be fitted to it",
    );
  }
  return definition;
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
