import { type RecordDefinition, toDefinitionText } from './definition.ts';
import { FieldConflictError, SchemaLimitError } from './errors.ts';
import type { Event } from './event.ts';
import { addFields } from './inference/add-fields.ts';
import { type CompiledDefinition, compileDefinition } from './inference/compile-definition.ts';
import { MAX_DEFINITION_LENGTH, MAX_FIELDS_PER_SCHEMA } from './inference/limits.ts';
import { type InferenceOptions, MISFIT, startWalk } from './inference/walk.ts';

export { CONFLICT_POLICIES, type InferenceOptions } from './inference/walk.ts';

export type Evolved = {
  /** What the event needs: the latest definition itself when it fits. */
  definition: RecordDefinition;
  /** What is encoded: the event under the definition's names. */
  datum: unknown;
};

/**
 * Fits an event to the latest version of its schema, or to that version with the fields it lacks. Fields are only
 * ever added, and every inferred one is optional from its first version on; a field that was required once could
 * never become optional under FULL compatibility.
 * An event that fits is walked over once. One that does not is walked over again with what was found, once for each
 * level of its new structure.
 * Throws InvalidEventError, FieldConflictError or SchemaLimitError.
 */
export function evolve(
  latest: RecordDefinition | undefined,
  event: Event,
  options: InferenceOptions,
): Evolved {
  let definition = latest ?? createFirstDefinition(options.schemaName);
  for (;;) {
    const walk = startWalk(options);
    const datum = toCompiled(definition).fit(event, walk);
    if (datum === MISFIT) throw new FieldConflictError(walk.misfit);
    if (walk.newFields.length === 0) return { definition, datum };
    definition = addFields(definition, walk.newFields);
    assertSize(definition);
  }
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

/** Definitions are never changed, so what is compiled of one holds as long as it does. */
const compiledDefinitions = new WeakMap<RecordDefinition, CompiledDefinition>();

function toCompiled(definition: RecordDefinition): CompiledDefinition {
  const known = compiledDefinitions.get(definition);
  if (known !== undefined) return known;
  const compiled = compileDefinition(definition);
  compiledDefinitions.set(definition, compiled);
  return compiled;
}

/** Only of a definition that grows: one that others registered may be what it is. */
function assertSize(definition: RecordDefinition): void {
  const { fieldCount } = toCompiled(definition);
  if (fieldCount > MAX_FIELDS_PER_SCHEMA) {
    throw new SchemaLimitError(
      `the schema would have ${fieldCount} fields, at most ${MAX_FIELDS_PER_SCHEMA} are allowed`,
    );
  }
  const { length } = toDefinitionText(definition);
  if (length > MAX_DEFINITION_LENGTH) {
    throw new SchemaLimitError(
      `the schema's definition would have ${length} characters, the registry allows ${MAX_DEFINITION_LENGTH}`,
    );
  }
}
