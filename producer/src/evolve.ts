import type { FieldDefinition, RecordDefinition } from './definition.ts';
import type { Event, Scalar } from './event.ts';
import { findNewFields } from './fit.ts';

export type InferenceOptions = {
  schemaName: string;
  /** Fields whose numbers become `long`. All others become `double`: JSON cannot tell 1 from 1.0. */
  integerFields: ReadonlySet<string>;
};

/**
 * The schema that `event` needs: `latest` itself when the event fits it, else `latest` with the fields it
 * lacks. Fields are only ever added, and every inferred one is optional from its first version on; a field
 * that was required once could never become optional under FULL compatibility.
 * Throws FieldConflictError.
 */
export function evolve(
  latest: RecordDefinition | undefined,
  event: Event,
  options: InferenceOptions,
): RecordDefinition {
  const base = latest ?? createFirstDefinition(options.schemaName);
  const newFields = findNewFields(event, base).map((name) => inferField(name, event[name]!, options));
  if (newFields.length === 0) return base;
  return { ...base, fields: [...base.fields, ...newFields] };
}

function createFirstDefinition(schemaName: string): RecordDefinition {
  return {
    type: 'record',
    name: schemaName,
    fields: [
      { name: 'deviceId', type: 'string' },
      { name: 'timestamp', type: 'string' },
    ],
  };
}

function inferField(name: string, value: Scalar, options: InferenceOptions): FieldDefinition {
  return { name, type: ['null', inferType(name, value, options)], default: null };
}

function inferType(name: string, value: Scalar, options: InferenceOptions): string {
  if (typeof value !== 'number') return typeof value;
  return options.integerFields.has(name) ? 'long' : 'double';
}
