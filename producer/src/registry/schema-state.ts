import { type Compatibility, GetSchemaCommand } from '@aws-sdk/client-glue';
import { type Registry, toRegistrationError, toSchemaId } from './registry.ts';

/** `lastNumber` counts refused versions too, which the latest version's own number does not. */
export type SchemaState = { compatibility: Compatibility | undefined; lastNumber: number };

/** Throws RegistrationError. */
export async function readSchemaState(registry: Registry): Promise<SchemaState> {
  const command = new GetSchemaCommand({ SchemaId: toSchemaId(registry) });
  try {
    const answer = await registry.client.send(command, { abortSignal: registry.signal });
    return { compatibility: answer.Compatibility, lastNumber: answer.LatestSchemaVersion ?? 0 };
  } catch (error) {
    throw toRegistrationError(`cannot read schema ${registry.schema.schemaName}`, error);
  }
}
