import { GetSchemaVersionCommand, type GetSchemaVersionCommandOutput } from '@aws-sdk/client-glue';
import { RegistrationError } from '../errors.ts';
import {
  isNotFound,
  type Registry,
  type SchemaAddress,
  toRegistrationError,
  toSchemaId,
} from './registry.ts';

export type RegisteredVersion = { id: string; number: number; definition: string };

/**
 * The newest AVAILABLE version; the registry itself passes over FAILURE ones.
 * `no-schema`: the schema is yet to be created. `no-version`: it exists without a usable version.
 * Throws RegistrationError.
 */
export async function readLatestVersion(
  registry: Registry,
): Promise<RegisteredVersion | 'no-schema' | 'no-version'> {
  const { client, schema, signal } = registry;
  const command = new GetSchemaVersionCommand({
    SchemaId: toSchemaId(registry),
    SchemaVersionNumber: { LatestVersion: true },
  });
  try {
    return toRegisteredVersion(schema, await client.send(command, { abortSignal: signal }));
  } catch (error) {
    if (isNotFound(error, 'Schema is not found.')) return 'no-schema';
    if (isNotFound(error, 'Schema version is not found.')) return 'no-version';
    if (isNotFound(error, 'Registry is not found.')) {
      const missing = `registry ${schema.registryName} does not exist in this account and region`;
      throw new RegistrationError(missing, { cause: error });
    }
    throw toRegistrationError(`cannot read the latest version of schema ${schema.schemaName}`, error);
  }
}

function toRegisteredVersion(
  schema: SchemaAddress,
  answer: GetSchemaVersionCommandOutput,
): RegisteredVersion {
  const { SchemaVersionId: id, VersionNumber: number, SchemaDefinition: definition } = answer;
  if (id === undefined || number === undefined || definition === undefined) {
    throw new RegistrationError(`registry answered without a version of schema ${schema.schemaName}`);
  }
  return { id, number, definition };
}
