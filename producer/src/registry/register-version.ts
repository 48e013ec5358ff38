import {
  CreateSchemaCommand,
  RegisterSchemaVersionCommand,
  type SchemaVersionStatus,
} from '@aws-sdk/client-glue';
import { RegistrationError } from '../errors.ts';
import type { RegisteredVersion } from './latest-version.ts';
import { type Registry, toRegistrationError, toSchemaId } from './registry.ts';
import { waitUntilSettled } from './settle.ts';

/** `status` is anything but PENDING. */
export type SettledVersion = RegisteredVersion & { status: SchemaVersionStatus | undefined };

type Answer = {
  id: string | undefined;
  number: number | undefined;
  status: SchemaVersionStatus | undefined;
};

/** Creates the schema with its first version. Throws RegistrationError. */
export async function createSchema(registry: Registry, definition: string): Promise<SettledVersion> {
  const { client, schema, signal } = registry;
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: schema.registryName },
    SchemaName: schema.schemaName,
    DataFormat: 'AVRO',
    Compatibility: schema.compatibility,
    SchemaDefinition: definition,
  });
  return settle(registry, definition, async () => {
    const answer = await client.send(command, { abortSignal: signal });
    return {
      id: answer.SchemaVersionId,
      number: answer.LatestSchemaVersion,
      status: answer.SchemaVersionStatus,
    };
  });
}

/**
 * Registers a version and waits until it is settled. The registry answers with the existing version, of whatever
 * status, when it has the same definition already. Throws RegistrationError.
 */
export async function registerVersion(registry: Registry, definition: string): Promise<SettledVersion> {
  const { client, signal } = registry;
  const command = new RegisterSchemaVersionCommand({
    SchemaId: toSchemaId(registry),
    SchemaDefinition: definition,
  });
  return settle(registry, definition, async () => {
    const answer = await client.send(command, { abortSignal: signal });
    return { id: answer.SchemaVersionId, number: answer.VersionNumber, status: answer.Status };
  });
}

async function settle(
  registry: Registry,
  definition: string,
  submit: () => Promise<Answer>,
): Promise<SettledVersion> {
  const { schemaName } = registry.schema;
  try {
    const { id, number, status } = await submit();
    if (id === undefined || number === undefined) {
      throw new RegistrationError(`registry answered without a version of schema ${schemaName}`);
    }
    const settled = status === 'PENDING' ? await waitUntilSettled(registry, id) : status;
    return { id, number, definition, status: settled };
  } catch (error) {
    throw toRegistrationError(`cannot register a version of schema ${schemaName}`, error);
  }
}
