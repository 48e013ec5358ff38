import { CreateSchemaCommand, RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import { createGlueClient, createRegistry, type RealParts } from '@glueline/local/parts';
import { toDefinition } from './definition.ts';

/** Resolves to the ids of the versions 1, 2, … of a new schema. */
export async function registerVersions(
  parts: RealParts,
  schemaName: string,
  versionCount: number,
): Promise<string[]> {
  const glue = createGlueClient(parts);
  const registryName = 'benchmarks';
  try {
    await createRegistry(glue, registryName);
    const created = await glue.send(
      new CreateSchemaCommand({
        RegistryId: { RegistryName: registryName },
        SchemaName: schemaName,
        DataFormat: 'AVRO',
        // Judging thousands of versions is not what is measured.
        Compatibility: 'NONE',
        SchemaDefinition: toDefinition(1),
      }),
    );
    const ids = [created.SchemaVersionId!];
    for (let version = 2; version <= versionCount; version++) {
      const SchemaId = { RegistryName: registryName, SchemaName: schemaName };
      const input = { SchemaId, SchemaDefinition: toDefinition(version) };
      const { SchemaVersionId: id } = await glue.send(new RegisterSchemaVersionCommand(input));
      ids.push(id!);
    }
    return ids;
  } finally {
    glue.destroy();
  }
}
