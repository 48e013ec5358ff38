import { GetSchemaVersionCommand } from '@aws-sdk/client-glue';
import { SchemaBudgetError } from '../errors.ts';
import { isNotFound, type Registry, toRegistrationError, toSchemaId } from './registry.ts';

const HOUR_MS = 3_600_000;

/**
 * By the registry's own times, so that a thousand instances of the function share one budget: if the version that is
 * `maxPerHour` before the next one was created within an hour, so were all after it, refused ones included.
 * Throws SchemaBudgetError, or RegistrationError when that version cannot be read.
 */
export async function assertWithinBudget(
  registry: Registry,
  lastNumber: number,
  maxPerHour: number,
  nowMs: number,
): Promise<void> {
  const number = lastNumber - maxPerHour + 1;
  if (number < 1) return;
  const createdMs = await readCreatedMs(registry, number);
  if (createdMs === undefined || nowMs - createdMs >= HOUR_MS) return;
  throw new SchemaBudgetError(
    `schema ${registry.schema.schemaName} got ${maxPerHour} versions within an hour, ` +
      'as many as MAX_NEW_VERSIONS_PER_HOUR allows: is a name in the events made from data?',
  );
}

/** Undefined for a version that was deleted: then nothing is known, and nothing refused. */
async function readCreatedMs(registry: Registry, number: number): Promise<number | undefined> {
  const command = new GetSchemaVersionCommand({
    SchemaId: toSchemaId(registry),
    SchemaVersionNumber: { VersionNumber: number },
  });
  try {
    const { CreatedTime: time } = await registry.client.send(command, { abortSignal: registry.signal });
    return time === undefined ? undefined : Date.parse(time);
  } catch (error) {
    if (isNotFound(error, 'Schema version is not found.')) return undefined;
    throw toRegistrationError(`cannot read version ${number} of schema ${registry.schema.schemaName}`, error);
  }
}
