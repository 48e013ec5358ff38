import { type Compatibility, GetSchemaCommand } from '@aws-sdk/client-glue';
import { IncompatibleSchemaError } from '../errors.ts';
import { type Registry, toRegistrationError, toSchemaId } from './registry.ts';

/**
 * Asks once which mode an existing schema has: that is what counts, whatever is configured here. `onDiffers` hears of
 * another one. Throws IncompatibleSchemaError for DISABLED, RegistrationError.
 */
export function createCompatibilityCheck(
  onDiffers: (found: Compatibility) => void,
): (registry: Registry) => Promise<void> {
  let isKnown = false;
  return async (registry) => {
    if (isKnown) return;
    const { schemaName, compatibility: configured } = registry.schema;
    const found = await readCompatibility(registry);
    if (found === 'DISABLED') {
      // Not remembered: whoever mends it does not have to restart the producers.
      throw new IncompatibleSchemaError(
        `schema ${schemaName} takes no new versions: its compatibility is DISABLED`,
      );
    }
    isKnown = true;
    if (found !== undefined && found !== configured) onDiffers(found);
  };
}

async function readCompatibility(registry: Registry): Promise<Compatibility | undefined> {
  const command = new GetSchemaCommand({ SchemaId: toSchemaId(registry) });
  try {
    return (await registry.client.send(command, { abortSignal: registry.signal })).Compatibility;
  } catch (error) {
    throw toRegistrationError(`cannot read the compatibility of schema ${registry.schema.schemaName}`, error);
  }
}
