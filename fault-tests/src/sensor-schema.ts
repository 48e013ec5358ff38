import { CreateSchemaCommand, type GlueClient, RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import { DEFINITION, LATER_DEFINITION } from './load.ts';

/** The schema of the load, in a registry that has none of that name. */
export async function createSensorSchema(glue: GlueClient, registryName: string) {
  const created = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: registryName },
      SchemaName: 'sensor',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: DEFINITION,
    }),
  );
  return {
    firstVersionId: created.SchemaVersionId!,
    async registerLaterVersion(): Promise<string> {
      const SchemaId = { RegistryName: registryName, SchemaName: 'sensor' };
      const input = { SchemaId, SchemaDefinition: LATER_DEFINITION };
      const { SchemaVersionId: id } = await glue.send(new RegisterSchemaVersionCommand(input));
      return id!;
    },
  };
}
