import {
  EntityNotFoundException,
  GetSchemaVersionCommand,
  GetSchemaVersionsDiffCommand,
  type GlueClient,
  paginateListSchemaVersions,
} from '@aws-sdk/client-glue';
import { NAMES } from '../names.ts';

const SCHEMA = { RegistryName: NAMES.registryName, SchemaName: NAMES.schemaName };

export type LatestVersion = { number: number; fieldNames: string[] };

/** Undefined while there is no schema. */
export async function readLatestVersion(client: GlueClient): Promise<LatestVersion | undefined> {
  try {
    const latest = await client.send(
      new GetSchemaVersionCommand({ SchemaId: SCHEMA, SchemaVersionNumber: { LatestVersion: true } }),
    );
    const definition = JSON.parse(latest.SchemaDefinition ?? '') as { fields: { name: string }[] };
    return { number: latest.VersionNumber ?? 0, fieldNames: definition.fields.map((field) => field.name) };
  } catch (error) {
    if (error instanceof EntityNotFoundException) return undefined;
    throw error;
  }
}

/** All of them, in ascending order, also those that the registry refused; none while there is no schema. */
export async function listVersionNumbers(client: GlueClient): Promise<number[]> {
  const numbers: number[] = [];
  try {
    for await (const page of paginateListSchemaVersions({ client }, { SchemaId: SCHEMA })) {
      numbers.push(...(page.Schemas ?? []).map((version) => version.VersionNumber ?? 0));
    }
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
  return numbers.toSorted((left, right) => left - right);
}

/** The registry's version compare: a JSON Patch as text. */
export async function compareVersions(client: GlueClient, first: number, second: number): Promise<string> {
  const { Diff } = await client.send(
    new GetSchemaVersionsDiffCommand({
      SchemaId: SCHEMA,
      FirstSchemaVersionNumber: { VersionNumber: first },
      SecondSchemaVersionNumber: { VersionNumber: second },
      SchemaDiffType: 'SYNTAX_DIFF',
    }),
  );
  return Diff ?? '';
}
