import { createCompatibilityCheck } from './compatibility-check.ts';
import { createSchema, registerVersion, type SettledVersion } from './register-version.ts';
import type { RegistrationListener, RegistrationOptions } from './registration-options.ts';
import type { Registry } from './registry.ts';
import { reorderFields } from './reorder-fields.ts';
import { readSchemaState } from './schema-state.ts';
import { assertWithinBudget } from './version-budget.ts';

export type SubmitDefinition = (
  registry: Registry,
  latestNumber: number | undefined,
  definition: string,
) => Promise<SettledVersion>;

/**
 * Makes a definition the newest version, or the first when there is no schema. Throws IncompatibleSchemaError for a
 * schema that takes none, SchemaBudgetError, RegistrationError.
 */
export function createSubmitDefinition(
  { schema, maxNewVersionsPerHour, now }: RegistrationOptions,
  listener: RegistrationListener,
): SubmitDefinition {
  const checkCompatibility = createCompatibilityCheck(schema, (found) =>
    listener.onOtherCompatibility(found),
  );
  return async (registry, latestNumber, definition) => {
    if (latestNumber === undefined) return createSchema(registry, definition);
    const { compatibility, lastNumber } = await readSchemaState(registry);
    checkCompatibility(compatibility);
    await assertWithinBudget(registry, lastNumber, maxNewVersionsPerHour, now());
    const registered = await registerVersion(registry, definition);
    if (registered.status !== 'AVAILABLE' || registered.number > latestNumber) return registered;
    // The same definition was a version before, and the registry names that one: the latest would go on without.
    return registerVersion(registry, reorderFields(definition, latestNumber));
  };
}
