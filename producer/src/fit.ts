import type { FieldDefinition, RecordDefinition, TypeDefinition } from './definition.ts';
import { FieldConflictError } from './errors.ts';
import type { Event, Scalar } from './event.ts';

const MAX_INT = 2 ** 31 - 1;

/**
 * Fits an event to a schema: returns the names of its fields that the schema lacks, none when the event can be
 * written as it is. A field that is null and unknown is not among them: a null says nothing about a type, and
 * its item has no such attribute either way.
 * Throws FieldConflictError for a value of another type, or for a required field the event does not bring.
 */
export function findNewFields(event: Event, definition: RecordDefinition): string[] {
  const known = new Map(definition.fields.map((field) => [field.name, field]));
  for (const field of definition.fields) assertFits(field, event[field.name]);
  return Object.keys(event).filter((name) => !known.has(name) && event[name] !== null);
}

function assertFits(field: FieldDefinition, value: Scalar | undefined): void {
  if (value === undefined) {
    if ('default' in field) return;
    throw new FieldConflictError(`field ${field.name} is required by the schema and missing from the event`);
  }
  if (accepts(field.type, value)) return;
  throw new FieldConflictError(
    `field ${field.name} must be ${JSON.stringify(field.type)} as in the schema (received a ${value === null ? 'null' : typeof value})`,
  );
}

function accepts(type: TypeDefinition, value: Scalar): boolean {
  if (typeof type !== 'string') {
    // A complex type of someone else's schema takes no scalar; `{"type": "string"}` is the plain one spelled out.
    return 'type' in type ? accepts(type.type, value) : type.some((branch) => accepts(branch, value));
  }
  switch (type) {
    case 'null':
      return value === null;
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'double':
      return typeof value === 'number';
    case 'long':
      return Number.isSafeInteger(value);
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= MAX_INT;
    default:
      return false;
  }
}
