import {
  CreateSchemaCommand,
  DeleteSchemaCommand,
  DeleteSchemaVersionsCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  GetTagsCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  PutSchemaVersionMetadataCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { register, SCHEMA_ID, V1, V2, withoutMetadata, withSchema } from './recorded-fixture.ts';

const SCHEMA_ARN = 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor';
const remove = new DeleteSchemaCommand({ SchemaId: SCHEMA_ID });
const create = new CreateSchemaCommand({
  RegistryId: { RegistryName: 'glueline' },
  SchemaName: 'sensor',
  DataFormat: 'AVRO',
  Compatibility: 'NONE',
  SchemaDefinition: V1,
});

/** The schema is deleted and not gone yet. */
async function withDeletingSchema() {
  const { glue, clock, created } = await withSchema();
  await register(glue, V2);
  await glue.send(remove);
  return { glue, clock, created };
}

test('the schema and its versions show DELETING, and are gone after the delay', async () => {
  const { glue, clock, created } = await withDeletingSchema();
  const listed = async () =>
    (await glue.send(new ListSchemasCommand({}))).Schemas?.map((each) => each.SchemaStatus);
  const getVersion = new GetSchemaVersionCommand({ SchemaVersionId: created.SchemaVersionId! });
  clock.advance(699);
  expect((await glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).SchemaStatus).toBe('DELETING');
  expect((await glue.send(getVersion)).Status).toBe('DELETING');
  const { Schemas } = await glue.send(new ListSchemaVersionsCommand({ SchemaId: SCHEMA_ID }));
  expect(Schemas?.map((version) => [version.VersionNumber, version.Status])).toEqual([
    [2, 'DELETING'],
    [1, 'DELETING'],
  ]);
  expect(await listed()).toEqual(['DELETING']);

  clock.advance(1);
  expect(await listed()).toEqual([]);
  await expect(glue.send(getVersion)).rejects.toThrow(
    `Schema version is not found. SchemaVersionId: ${created.SchemaVersionId}`,
  );
  await expect(glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).rejects.toThrow(
    'Schema is not found. RegistryName: glueline, SchemaName: sensor, SchemaArn: null',
  );
});

test('deleting it again answers the same and does not put it off', async () => {
  const { glue, clock } = await withDeletingSchema();
  clock.advance(500);
  expect((await glue.send(remove)).Status).toBe('DELETING');
  clock.advance(200);
  await expect(glue.send(remove)).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});

test.each([
  ['registering', (glue: Parameters<typeof register>[0]) => register(glue, V1)],
  [
    'updating',
    (glue: Parameters<typeof register>[0]) =>
      glue.send(new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, Description: 'x' })),
  ],
  [
    'deleting versions',
    (glue: Parameters<typeof register>[0]) =>
      glue.send(new DeleteSchemaVersionsCommand({ SchemaId: SCHEMA_ID, Versions: '2' })),
  ],
])('%s meets what clients retry while it is being deleted', async (_title, change) => {
  const { glue } = await withDeletingSchema();
  await expect(change(glue)).rejects.toMatchObject({
    name: 'ConcurrentModificationException',
    message: 'Schema sensor of registry glueline is being deleted.',
    $metadata: { httpStatusCode: 400 },
  });
});

test('its definitions, metadata and tags are gone at once', async () => {
  const { glue, created } = await withDeletingSchema();
  await expect(
    glue.send(new GetSchemaByDefinitionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: V1 })),
  ).rejects.toMatchObject({ name: 'EntityNotFoundException', message: 'Schema version is not found.' });
  const MetadataKeyValue = { MetadataKey: 'k', MetadataValue: 'v' };
  const { SchemaVersionId } = created;
  await expect(
    glue.send(new PutSchemaVersionMetadataCommand({ SchemaVersionId, MetadataKeyValue })),
  ).rejects.toThrow(`Schema version is not found. SchemaVersionId: ${SchemaVersionId}`);
  await expect(
    glue.send(
      new PutSchemaVersionMetadataCommand({
        SchemaId: SCHEMA_ID,
        SchemaVersionNumber: { VersionNumber: 1 },
        MetadataKeyValue,
      }),
    ),
  ).rejects.toThrow('Schema is not found. RegistryName: glueline, SchemaName: sensor, SchemaArn: null');
  await expect(glue.send(new GetTagsCommand({ ResourceArn: SCHEMA_ARN }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: `Schema is not found. SchemaArn: ${SCHEMA_ARN}`,
  });
});

test('its name is taken until it is gone, and free for a new one afterwards', async () => {
  const { glue, clock, created } = await withDeletingSchema();
  await expect(glue.send(create)).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Schema already exists. SchemaName: sensor',
  });
  clock.advance(700);
  const again = withoutMetadata(await glue.send(create));
  expect(again).toMatchObject({ LatestSchemaVersion: 1, NextSchemaVersion: 2 });
  expect(again).not.toMatchObject({ SchemaVersionId: created.SchemaVersionId });
});
