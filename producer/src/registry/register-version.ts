import {
  type Compatibility,
  CreateSchemaCommand,
  GetSchemaVersionCommand,
  type GlueClient,
  RegisterSchemaVersionCommand,
  type SchemaVersionStatus,
} from '@aws-sdk/client-glue';
import { setTimeout as delay } from 'node:timers/promises';
import { IncompatibleSchemaError, RegistrationError, RegistrationRaceError } from '../errors.ts';
import { type RegisteredVersion, type SchemaAddress, toRegistrationError } from './latest-version.ts';

/** Modes that compare with all versions answer PENDING and settled about 3 s later when AWS was recorded. */
const SETTLE_TIMEOUT_MS = 15_000;
const SETTLE_POLL_MS = 250;

type Client = Pick<GlueClient, 'send'>;
type Submitted = {
  id: string | undefined;
  number: number | undefined;
  status: SchemaVersionStatus | undefined;
};

/** Creates the schema with its first version. Throws as `registerVersion` does. */
export async function createSchema(
  client: Client,
  schema: SchemaAddress & { compatibility: Compatibility },
  definition: string,
): Promise<RegisteredVersion> {
  return submit(client, schema, definition, async () => {
    const answer = await client.send(
      new CreateSchemaCommand({
        RegistryId: { RegistryName: schema.registryName },
        SchemaName: schema.schemaName,
        DataFormat: 'AVRO',
        Compatibility: schema.compatibility,
        SchemaDefinition: definition,
      }),
    );
    return {
      id: answer.SchemaVersionId,
      number: answer.LatestSchemaVersion,
      status: answer.SchemaVersionStatus,
    };
  });
}

/**
 * Registers a version and waits until it is AVAILABLE. The registry answers with the existing version when it
 * has the same definition already.
 * Throws IncompatibleSchemaError, RegistrationRaceError or RegistrationError.
 */
export async function registerVersion(
  client: Client,
  schema: SchemaAddress,
  definition: string,
): Promise<RegisteredVersion> {
  return submit(client, schema, definition, async () => {
    const answer = await client.send(
      new RegisterSchemaVersionCommand({
        SchemaId: { RegistryName: schema.registryName, SchemaName: schema.schemaName },
        SchemaDefinition: definition,
      }),
    );
    return { id: answer.SchemaVersionId, number: answer.VersionNumber, status: answer.Status };
  });
}

async function submit(
  client: Client,
  schema: SchemaAddress,
  definition: string,
  send: () => Promise<Submitted>,
): Promise<RegisteredVersion> {
  try {
    const submitted = await send();
    const { id, number } = submitted;
    if (id === undefined || number === undefined) {
      throw new RegistrationError(`registry answered without a version of schema ${schema.schemaName}`);
    }
    const status = submitted.status === 'PENDING' ? await waitUntilSettled(client, id) : submitted.status;
    if (status === 'AVAILABLE') return { id, number, definition };
    throw new IncompatibleSchemaError(
      `version ${number} of schema ${schema.schemaName} is ${status}: the registry holds it incompatible`,
    );
  } catch (error) {
    throw toSubmitError(schema.schemaName, error);
  }
}

async function waitUntilSettled(client: Client, id: string): Promise<SchemaVersionStatus | undefined> {
  const deadlineMs = Date.now() + SETTLE_TIMEOUT_MS;
  while (Date.now() < deadlineMs) {
    await delay(SETTLE_POLL_MS);
    const { Status: status } = await client.send(new GetSchemaVersionCommand({ SchemaVersionId: id }));
    if (status !== 'PENDING') return status;
  }
  throw new RegistrationError(`schema version ${id} is still PENDING after ${SETTLE_TIMEOUT_MS} ms`);
}

/** The service's answers when somebody else changed the schema between our look and our write. */
const RACES = new Set(['AlreadyExistsException', 'ConcurrentModificationException']);

function toSubmitError(schemaName: string, error: unknown): Error {
  if (error instanceof IncompatibleSchemaError) return error;
  if (error instanceof Error && RACES.has(error.name)) {
    return new RegistrationRaceError(`schema ${schemaName} was changed by another producer`, {
      cause: error,
    });
  }
  return toRegistrationError(`cannot register a version of schema ${schemaName}`, error);
}
