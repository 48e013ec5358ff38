import {
  GetSchemaByDefinitionCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  GetSchemaVersionsDiffCommand,
  ListSchemaVersionsCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { recordOf, recordWithRequired } from '../emulator-fixture.ts';
import {
  INCOMPATIBLE,
  register,
  SCHEMA_ID,
  V1,
  V1_SPACED_AND_REORDERED,
  V2,
  withoutMetadata,
  withSchema,
} from './recorded-fixture.ts';

// One test for each recorded answer of the service: exact members, exact error names and sentences.

test.each([
  ['the identical definition', V1],
  ['the definition with other white space and key order', V1_SPACED_AND_REORDERED],
])('registering %s again finds the existing version', async (_title, definition) => {
  const { glue, created } = await withSchema();
  expect(withoutMetadata(await register(glue, definition))).toEqual({
    SchemaVersionId: created.SchemaVersionId,
    VersionNumber: 1,
    Status: 'AVAILABLE',
  });
});

test('a definition is found by any white space and key order, and the answer has no version number', async () => {
  const { glue, created } = await withSchema();
  const found = await glue.send(
    new GetSchemaByDefinitionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: V1_SPACED_AND_REORDERED }),
  );
  expect(withoutMetadata(found)).toEqual({
    SchemaVersionId: created.SchemaVersionId,
    SchemaArn: created.SchemaArn,
    DataFormat: 'AVRO',
    Status: 'AVAILABLE',
    CreatedTime: '2026-11-23T12:00:00.123Z',
  });
});

test('a definition that is not registered is a version, not a schema, that is not found', async () => {
  const { glue } = await withSchema();
  await expect(
    glue.send(new GetSchemaByDefinitionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: V2 })),
  ).rejects.toMatchObject({ name: 'EntityNotFoundException', message: 'Schema version is not found.' });
});

test('a version id that nobody has is named in the sentence', async () => {
  const { glue } = await withSchema();
  const SchemaVersionId = '3f36e6d8-d20e-43b7-90ea-3ad724880d60';
  await expect(glue.send(new GetSchemaVersionCommand({ SchemaVersionId }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: `Schema version is not found. SchemaVersionId: ${SchemaVersionId}`,
  });
});

test('the text of a version is returned as first submitted', async () => {
  const { glue } = await withSchema();
  const spaced = V2.replaceAll(',', ' ,\n ');
  const { SchemaVersionId } = await register(glue, spaced);
  await register(glue, V2);
  const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! }));
  expect(withoutMetadata(version)).toEqual({
    SchemaVersionId,
    SchemaDefinition: spaced,
    DataFormat: 'AVRO',
    SchemaArn: 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor',
    VersionNumber: 2,
    Status: 'AVAILABLE',
    CreatedTime: '2026-11-23T12:00:00.123Z',
  });
});

test('under BACKWARD a compatible version is AVAILABLE at once', async () => {
  const { glue } = await withSchema();
  expect(await register(glue, V2)).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
});

test('under BACKWARD an incompatible version is not an error: it is stored as FAILURE', async () => {
  const { glue } = await withSchema();
  await register(glue, V2);
  const failed = await register(glue, INCOMPATIBLE);
  expect(failed).toMatchObject({
    VersionNumber: 3,
    Status: 'FAILURE',
    $metadata: { httpStatusCode: 200 },
  });
  expect(
    await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: failed.SchemaVersionId! })),
  ).toMatchObject({ SchemaDefinition: INCOMPATIBLE, Status: 'FAILURE', VersionNumber: 3 });
});

test.each(['BACKWARD_ALL', 'FULL_ALL'] as const)(
  'under %s every new version is PENDING first and settles later',
  async (compatibility) => {
    const { glue, clock } = await withSchema(compatibility);
    const good = await register(glue, V2);
    const bad = await register(glue, INCOMPATIBLE);
    expect([good.Status, bad.Status]).toEqual(['PENDING', 'PENDING']);
    clock.advance(2999);
    expect((await register(glue, V2)).Status).toBe('PENDING');
    clock.advance(1);
    expect((await register(glue, V2)).Status).toBe('AVAILABLE');
    expect((await register(glue, INCOMPATIBLE)).Status).toBe('FAILURE');
  },
);

test('a definition that failed is found again, still failed', async () => {
  const { glue } = await withSchema();
  const first = await register(glue, INCOMPATIBLE);
  expect(withoutMetadata(await register(glue, ` ${INCOMPATIBLE}`))).toEqual(withoutMetadata(first));
  expect(
    await glue.send(
      new GetSchemaByDefinitionCommand({ SchemaId: SCHEMA_ID, SchemaDefinition: INCOMPATIBLE }),
    ),
  ).toMatchObject({ SchemaVersionId: first.SchemaVersionId, Status: 'FAILURE' });
});

test('the latest version skips failures, the counters of the schema do not', async () => {
  const { glue } = await withSchema();
  await register(glue, V2);
  await register(glue, INCOMPATIBLE);
  const latest = new GetSchemaVersionCommand({
    SchemaId: SCHEMA_ID,
    SchemaVersionNumber: { LatestVersion: true },
  });
  expect(await glue.send(latest)).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
  expect(await glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).toMatchObject({
    SchemaCheckpoint: 1,
    LatestSchemaVersion: 3,
    NextSchemaVersion: 4,
  });
});

test('versions are listed AVAILABLE first, newest first, then the failures', async () => {
  const { glue } = await withSchema();
  await register(glue, V2);
  await register(glue, INCOMPATIBLE);
  const { Schemas } = await glue.send(new ListSchemaVersionsCommand({ SchemaId: SCHEMA_ID }));
  expect(Schemas?.map((version) => [version.VersionNumber, version.Status])).toEqual([
    [2, 'AVAILABLE'],
    [1, 'AVAILABLE'],
    [3, 'FAILURE'],
  ]);
});

test('the compare of two versions is a JSON Patch in a string', async () => {
  const { glue } = await withSchema();
  await register(glue, V2);
  const { Diff } = await glue.send(
    new GetSchemaVersionsDiffCommand({
      SchemaId: SCHEMA_ID,
      FirstSchemaVersionNumber: { VersionNumber: 1 },
      SecondSchemaVersionNumber: { VersionNumber: 2 },
      SchemaDiffType: 'SYNTAX_DIFF',
    }),
  );
  expect(Diff).toBe(
    '[{"op":"add","path":"/fields/1","value":{"name":"note","type":["null","string"],"default":null}}]',
  );
});

test('times are ISO 8601 with milliseconds', async () => {
  const { glue, clock } = await withSchema();
  clock.advance(1000);
  await register(glue, recordOf({}).replace('deviceId', 'id'));
  await register(glue, recordWithRequired('x', 'int'));
  const schema = await glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }));
  expect([schema.CreatedTime, schema.UpdatedTime]).toEqual([
    '2026-11-23T12:00:00.123Z',
    '2026-11-23T12:00:01.123Z',
  ]);
});
