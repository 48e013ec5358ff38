import { CreateSchemaCommand, type Compatibility, type GlueClient } from '@aws-sdk/client-glue';
import { createGlueClient, createRegistry, realParts, uniqueName } from '@glueline/local/testing';
import { onTestFinished } from 'vitest';
import { createSchemaEvolution, type EvolutionListener } from '../../src/registry/schema-evolution.ts';
import { definitionWith } from './scripted-registry.ts';

export type TestSchema = { glue: GlueClient; registryName: string; schemaName: string };

/** A schema's address in the emulator that no other test has. */
export async function createTestSchema(): Promise<TestSchema> {
  const glue = createTestClient();
  const registryName = uniqueName('registry');
  await createRegistry(glue, registryName);
  return { glue, registryName, schemaName: uniqueName('sensor') };
}

export function createTestClient(): GlueClient {
  const glue = createGlueClient(realParts());
  onTestFinished(() => glue.destroy());
  return glue;
}

export async function createFirstVersion(
  { glue, registryName, schemaName }: TestSchema,
  compatibility: Compatibility,
  fields: Record<string, string> = {},
): Promise<void> {
  await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: registryName },
      SchemaName: schemaName,
      DataFormat: 'AVRO',
      Compatibility: compatibility,
      SchemaDefinition: definitionWith(fields),
    }),
  );
}

export function createTestEvolution(
  { registryName, schemaName }: TestSchema,
  client: Pick<GlueClient, 'send'>,
  options: {
    maxNewVersionsPerHour?: number;
    listener?: Partial<EvolutionListener>;
    random?: () => number;
  } = {},
) {
  return createSchemaEvolution(
    {
      client,
      schema: { registryName, schemaName, compatibility: 'FULL' },
      inference: { schemaName: 'sensor', integerFields: new Set(), conflictPolicy: 'reject' },
      maxNewVersionsPerHour: options.maxNewVersionsPerHour ?? 1000,
      now: Date.now,
      random: options.random ?? Math.random,
    },
    {
      onRegistered: () => undefined,
      onOtherCompatibility: () => undefined,
      onUnionLeft: () => undefined,
      onLatestUnread: () => undefined,
      ...options.listener,
    },
  );
}
