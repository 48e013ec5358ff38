import { GetSchemaVersionCommand, RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import { waitFor } from '@glueline/local/testing';
import { describe, expect, test } from 'vitest';
import { createDeadline } from '../../src/deadline.ts';
import {
  createFirstVersion,
  createTestEvolution,
  createTestSchema,
  type TestSchema,
} from './emulator-fixture.ts';
import { definitionWith, event } from './scripted-registry.ts';

/** Resolves once the version is the latest. */
async function registerByHand({ glue, registryName, schemaName }: TestSchema, definition: string) {
  const SchemaId = { RegistryName: registryName, SchemaName: schemaName };
  const command = new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: definition });
  const { SchemaVersionId: id } = await glue.send(command);
  const isSettled = async () =>
    (await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: id }))).Status === 'AVAILABLE';
  await waitFor(isSettled, 'a version that is registered by hand');
}

const deadline = () => createDeadline(30_000);

describe('against the registry emulator', () => {
  test('a version that settles later is waited for by all who need it', async () => {
    const schema = await createTestSchema();
    await createFirstVersion(schema, 'FULL_ALL');
    const found: string[] = [];
    const listener = { onOtherCompatibility: (mode: string) => found.push(mode) };
    const evolutions = [1, 2].map(() => createTestEvolution(schema, schema.glue, { listener }));
    const versions = await Promise.all(
      evolutions.map(async (evolution) => evolution.resolveVersion(event({ b: 1 }), deadline())),
    );
    expect(versions.map(({ number }) => number)).toEqual([2, 2]);
    expect(found).toEqual(['FULL_ALL', 'FULL_ALL']);
  });

  test('a version that is refused when it settles is refused to the event', async () => {
    const schema = await createTestSchema();
    await createFirstVersion(schema, 'FULL_ALL', { a: 'double' });
    await registerByHand(schema, definitionWith());
    const evolution = createTestEvolution(schema, schema.glue);
    // Against the first version, in which it was a number.
    await expect(evolution.resolveVersion(event({ a: 'text' }), deadline())).rejects.toMatchObject({
      name: 'IncompatibleSchemaError',
      message: `version 3 of schema ${schema.schemaName} is FAILURE: the registry holds it incompatible`,
    });
  });

  test('a schema that takes no new versions serves events that need none', async () => {
    const schema = await createTestSchema();
    await createFirstVersion(schema, 'DISABLED');
    const evolution = createTestEvolution(schema, schema.glue);
    expect(await evolution.resolveVersion(event(), deadline())).toMatchObject({ number: 1 });
    await expect(evolution.resolveVersion(event({ a: 1 }), deadline())).rejects.toMatchObject({
      name: 'IncompatibleSchemaError',
      message: `schema ${schema.schemaName} takes no new versions: its compatibility is DISABLED`,
    });
  });

  test('two producers share one budget', async () => {
    const schema = await createTestSchema();
    const budget = { maxNewVersionsPerHour: 2 };
    const one = createTestEvolution(schema, schema.glue, budget);
    const other = createTestEvolution(schema, schema.glue, budget);
    await one.resolveVersion(event({ a: 1 }), deadline());
    await other.resolveVersion(event({ b: 1 }), deadline());
    await expect(one.resolveVersion(event({ c: 1 }), deadline())).rejects.toMatchObject({
      name: 'SchemaBudgetError',
    });
    expect(await one.resolveVersion(event({ b: 1 }), deadline())).toMatchObject({ number: 2 });
  });
});
