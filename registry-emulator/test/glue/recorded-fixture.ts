import {
  type Compatibility,
  CreateRegistryCommand,
  CreateSchemaCommand,
  type GlueClient,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { createTestClock, createTestEmulator, PRODUCER } from '../emulator-fixture.ts';

/* The starting points of the recorded calls, and the definitions they use. */

export const SCHEMA_ID = { RegistryName: 'glueline', SchemaName: 'sensor' };
export const V1 = '{"type":"record","name":"Sensor","fields":[{"name":"id","type":"string"}]}';
export const V1_SPACED_AND_REORDERED = `{
  "fields": [ {"type": "string", "name": "id"} ],
  "name": "Sensor", "type": "record"
}`;
export const V2 =
  '{"type":"record","name":"Sensor","fields":[{"name":"id","type":"string"},' +
  '{"name":"note","type":["null","string"],"default":null}]}';
export const INCOMPATIBLE = '{"type":"record","name":"Sensor","fields":[{"name":"id","type":"int"}]}';

export async function withRegistry() {
  const clock = createTestClock();
  const { glueAs } = await createTestEmulator({ clock: clock.now, pendingDelayMs: 3000 });
  const glue = glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'glueline' }));
  return { glue, clock };
}

export async function withSchema(compatibility: Compatibility = 'BACKWARD') {
  const { glue, clock } = await withRegistry();
  const created = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'glueline' },
      SchemaName: 'sensor',
      DataFormat: 'AVRO',
      Compatibility: compatibility,
      SchemaDefinition: V1,
    }),
  );
  return { glue, clock, created };
}

export const register = (glue: GlueClient, definition: string) =>
  glue.send(new RegisterSchemaVersionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: definition }));

export const withoutMetadata = ({ $metadata: _metadata, ...answer }: { $metadata: unknown }) => answer;
