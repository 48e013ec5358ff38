import {
  DeleteSchemaVersionsCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  type GlueClient,
  ListSchemaVersionsCommand,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { recordOf } from '../emulator-fixture.ts';
import { INCOMPATIBLE, register, SCHEMA_ID, V2, withSchema } from './recorded-fixture.ts';

const deleteVersions = (glue: GlueClient, Versions: string) =>
  glue.send(new DeleteSchemaVersionsCommand({ SchemaId: SCHEMA_ID, Versions }));

async function listedNumbers(glue: GlueClient) {
  const { Schemas = [] } = await glue.send(new ListSchemaVersionsCommand({ SchemaId: SCHEMA_ID }));
  return Schemas.map((version) => version.VersionNumber);
}

async function withSixVersions() {
  const { glue } = await withSchema('NONE');
  for (let number = 2; number <= 6; number++) await register(glue, recordOf({ [`f${number}`]: 'int' }));
  return glue;
}

test('a list of ranges deletes what is there and names what is not', async () => {
  const glue = await withSixVersions();
  const { SchemaVersionErrors } = await deleteVersions(glue, '2-3,5,8-9,3');
  expect(SchemaVersionErrors?.map((error) => error.VersionNumber)).toEqual([8, 9]);
  expect(await listedNumbers(glue)).toEqual([6, 4, 1]);
});

test('the number of a deleted version is not given again', async () => {
  const glue = await withSixVersions();
  await deleteVersions(glue, '5-6');
  const counters = async () => {
    const { LatestSchemaVersion, NextSchemaVersion } = await glue.send(
      new GetSchemaCommand({ SchemaId: SCHEMA_ID }),
    );
    return [LatestSchemaVersion, NextSchemaVersion];
  };
  expect(await counters()).toEqual([4, 7]);
  expect(await register(glue, recordOf({ f6: 'int' }))).toMatchObject({ VersionNumber: 7 });
  expect(await counters()).toEqual([7, 8]);
});

test('a deleted version is found neither by id, by number, by definition nor as the latest', async () => {
  const { glue, created } = await withSchema();
  const { SchemaVersionId } = await register(glue, V2);
  await deleteVersions(glue, '2');
  const latest = new GetSchemaVersionCommand({
    SchemaId: SCHEMA_ID,
    SchemaVersionNumber: { LatestVersion: true },
  });
  expect((await glue.send(latest)).SchemaVersionId).toBe(created.SchemaVersionId);
  await expect(glue.send(new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! }))).rejects.toThrow(
    `Schema version is not found. SchemaVersionId: ${SchemaVersionId}`,
  );
  await expect(
    glue.send(
      new GetSchemaVersionCommand({ SchemaId: SCHEMA_ID, SchemaVersionNumber: { VersionNumber: 2 } }),
    ),
  ).rejects.toThrow(
    'Schema version is not found. RegistryName: glueline, SchemaName: sensor, SchemaArn: null, ' +
      'VersionNumber: 2, isLatestVersion: false',
  );
  await expect(
    glue.send(new GetSchemaByDefinitionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: V2 })),
  ).rejects.toThrow('Schema version is not found.');
});

test('a failure that was deleted is checked anew when it is registered again', async () => {
  const { glue } = await withSchema();
  const failed = await register(glue, INCOMPATIBLE);
  await deleteVersions(glue, '2');
  const again = await register(glue, INCOMPATIBLE);
  expect(again).toMatchObject({ VersionNumber: 3, Status: 'FAILURE' });
  expect(again.SchemaVersionId).not.toBe(failed.SchemaVersionId);
});

// id: string, then no id, then id: int. With the versions in between gone, the first one counts again.
test('a deleted version is no longer compared with', async () => {
  const { glue } = await withSchema('BACKWARD');
  await register(glue, V2);
  const withoutId = '{"type":"record","name":"Sensor","fields":[]}';
  await register(glue, withoutId);
  expect(await register(glue, INCOMPATIBLE)).toMatchObject({ VersionNumber: 4, Status: 'FAILURE' });
  const withDefault = '{"type":"record","name":"Sensor","fields":[{"name":"id","type":"int","default":1}]}';
  expect(await register(glue, withDefault)).toMatchObject({ VersionNumber: 5, Status: 'AVAILABLE' });
  await deleteVersions(glue, '3-5');
  expect(await register(glue, withDefault)).toMatchObject({ VersionNumber: 6, Status: 'FAILURE' });
});

// No a, the checkpoint, then a: int, then a: string, which lives with the first and not with the second.
describe.each(['BACKWARD', 'BACKWARD_ALL', 'FORWARD', 'FORWARD_ALL', 'FULL', 'FULL_ALL'] as const)(
  '%s',
  (Compatibility) => {
    test.each([
      ['counts a version that is there', '9', 'FAILURE'],
      ['does not count a version that was deleted', '3', 'AVAILABLE'],
    ])('%s', async (_title, deleted, expected) => {
      const { glue, clock } = await withSchema('NONE');
      await register(glue, recordOf({}));
      await register(glue, recordOf({ a: 'int' }));
      const SchemaVersionNumber = { VersionNumber: 2 };
      await glue.send(new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, Compatibility, SchemaVersionNumber }));
      await deleteVersions(glue, deleted);
      const { SchemaVersionId } = await register(glue, recordOf({ a: 'string' }));
      clock.advance(3000);
      const get = new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! });
      expect((await glue.send(get)).Status).toBe(expected);
    });
  },
);

test('the metadata of a version goes with it', async () => {
  const { glue } = await withSchema();
  const { SchemaVersionId } = await register(glue, V2);
  const MetadataKeyValue = { MetadataKey: 'k', MetadataValue: 'v' };
  await glue.send(new PutSchemaVersionMetadataCommand({ SchemaVersionId, MetadataKeyValue }));
  await deleteVersions(glue, '2');
  await expect(glue.send(new QuerySchemaVersionMetadataCommand({ SchemaVersionId }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
  });
});

test.each([
  ['1', 'Cannot delete checkpoint version.'],
  ['2-6', 'Cannot delete checkpoint version.'],
])('a range with what must stay deletes nothing: %s with checkpoint 1 and 3', async (range, message) => {
  const glue = await withSixVersions();
  const checkpoint = range === '1' ? 1 : 3;
  await glue.send(
    new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, SchemaVersionNumber: { VersionNumber: checkpoint } }),
  );
  await expect(deleteVersions(glue, range)).rejects.toMatchObject({ name: 'InvalidInputException', message });
  expect(await listedNumbers(glue)).toEqual([6, 5, 4, 3, 2, 1]);
});

test('the first version stays even when it is no longer the checkpoint', async () => {
  const glue = await withSixVersions();
  await glue.send(
    new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, SchemaVersionNumber: { VersionNumber: 3 } }),
  );
  await expect(deleteVersions(glue, '1-2')).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Cannot delete the first version of a schema; DeleteSchema deletes it with the schema.',
  });
  await deleteVersions(glue, '2');
  expect(await listedNumbers(glue)).toEqual([6, 5, 4, 3, 1]);
});
