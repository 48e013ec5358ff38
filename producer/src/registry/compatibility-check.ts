import type { Compatibility } from '@aws-sdk/client-glue';
import { IncompatibleSchemaError } from '../errors.ts';
import type { SchemaAddress } from './registry.ts';

/**
 * The mode of an existing schema is what counts, whatever is configured here. `onDiffers` hears once of another one.
 * Throws IncompatibleSchemaError for DISABLED.
 */
export function createCompatibilityCheck(
  { schemaName, compatibility: configured }: SchemaAddress,
  onDiffers: (found: Compatibility) => void,
): (found: Compatibility | undefined) => void {
  let told: Compatibility | undefined;
  return (found) => {
    if (found === 'DISABLED') {
      throw new IncompatibleSchemaError(
        `schema ${schemaName} takes no new versions: its compatibility is DISABLED`,
      );
    }
    if (found === undefined || found === configured || found === told) return;
    told = found;
    onDiffers(found);
  };
}
