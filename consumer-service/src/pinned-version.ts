import {
  InvalidDefinitionError,
  type SchemaVersion,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { StartError } from './errors.ts';
import type { KeyAttribute } from './item-mapping.ts';

/**
 * The version that every event is read as. Throws StartError where waiting mends nothing, and otherwise what `read`
 * throws.
 */
export async function readPinnedVersion(
  read: () => Promise<SchemaVersion>,
  key: readonly KeyAttribute[],
): Promise<SchemaVersion> {
  const version = await read().catch((error: unknown) => {
    const isFinal = error instanceof SchemaVersionNotFoundError || error instanceof InvalidDefinitionError;
    if (!isFinal) throw error;
    throw new StartError(`READER_SCHEMA_VERSION_ID: ${error.message}`, { cause: error });
  });
  assertHasKey(version, key);
  return version;
}

/** Without them every event would be a dead letter. */
function assertHasKey({ id, schema }: SchemaVersion, key: readonly KeyAttribute[]): void {
  if (schema.kind !== 'record') {
    throw new StartError(`READER_SCHEMA_VERSION_ID: schema version ${id} is not a record`);
  }
  const missing = key.find(({ field }) => !schema.originalNames.includes(field));
  if (missing !== undefined) {
    throw new StartError(`READER_SCHEMA_VERSION_ID: schema version ${id} has no field ${missing.field}`);
  }
}
