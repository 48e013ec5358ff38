import {
  GetSchemaVersionCommand,
  type GetSchemaVersionCommandOutput,
  type GlueClient,
} from '@aws-sdk/client-glue';
import { RegistrationError } from '../errors.ts';

export type SchemaAddress = { registryName: string; schemaName: string };

export type RegisteredVersion = { id: string; number: number; definition: string };

/**
 * The newest AVAILABLE version; the registry itself passes over FAILURE ones.
 * `no-schema`: the schema is yet to be created. `no-version`: it exists without a usable version.
 * Throws RegistrationError.
 */
export async function readLatestVersion(
  client: Pick<GlueClient, 'send'>,
  schema: SchemaAddress,
): Promise<RegisteredVersion | 'no-schema' | 'no-version'> {
  try {
    const answer = await client.send(
      new GetSchemaVersionCommand({
        SchemaId: { RegistryName: schema.registryName, SchemaName: schema.schemaName },
        SchemaVersionNumber: { LatestVersion: true },
      }),
    );
    return toRegisteredVersion(schema, answer);
  } catch (error) {
    if (isNotFound(error, 'Schema is not found.')) return 'no-schema';
    if (isNotFound(error, 'Schema version is not found.')) return 'no-version';
    if (isNotFound(error, 'Registry is not found.')) {
      throw new RegistrationError(
        `registry ${schema.registryName} does not exist in this account and region`,
        {
          cause: error,
        },
      );
    }
    throw toRegistrationError(`cannot read the latest version of schema ${schema.schemaName}`, error);
  }
}

export function toRegistrationError(what: string, error: unknown): RegistrationError {
  if (error instanceof RegistrationError) return error;
  return new RegistrationError(`${what} (${error instanceof Error ? error.name : 'unknown error'})`, {
    cause: error,
  });
}

/** The service has one exception for a missing registry, schema and version: only the sentence tells which. */
function isNotFound(error: unknown, sentence: string): boolean {
  return (
    error instanceof Error && error.name === 'EntityNotFoundException' && error.message.startsWith(sentence)
  );
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
