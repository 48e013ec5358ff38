import { GetSchemaVersionCommand } from '@aws-sdk/client-glue';
import { parseDefinition, type RecordDefinition } from '../definition.ts';
import { isNotFound, type Registry, toRegistrationError, toSchemaId } from './registry.ts';
import { waitUntilSettled } from './settle.ts';

/** Of as many producers at once. Were there more, the oldest are left to whoever registered after them. */
const MAX_VERSIONS = 50;

/**
 * The definitions that others registered after version `from` and before version `to`. One that is PENDING is waited
 * for; refused and deleted ones are left out. Throws RegistrationError.
 */
export async function readVersionsBetween(
  registry: Registry,
  from: number,
  to: number,
): Promise<RecordDefinition[]> {
  const first = Math.max(from + 1, to - MAX_VERSIONS);
  const numbers = Array.from({ length: Math.max(0, to - first) }, (_, index) => first + index);
  const versions = await Promise.all(numbers.map(async (number) => readIfAvailable(registry, number)));
  return versions.filter((version) => version !== undefined);
}

async function readIfAvailable(registry: Registry, number: number): Promise<RecordDefinition | undefined> {
  const command = new GetSchemaVersionCommand({
    SchemaId: toSchemaId(registry),
    SchemaVersionNumber: { VersionNumber: number },
  });
  try {
    const answer = await registry.client.send(command, { abortSignal: registry.signal });
    const { SchemaVersionId: id, Status, SchemaDefinition: text } = answer;
    const status = Status === 'PENDING' && id !== undefined ? await waitUntilSettled(registry, id) : Status;
    return status === 'AVAILABLE' && text !== undefined ? parseDefinition(text) : undefined;
  } catch (error) {
    if (isNotFound(error, 'Schema version is not found.')) return undefined;
    throw toRegistrationError(`cannot read version ${number} of schema ${registry.schema.schemaName}`, error);
  }
}
