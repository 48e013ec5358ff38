import {
  DeleteSchemaVersionsCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  type GlueClient,
  UpdateSchemaCommand,
  type UpdateSchemaCommandInput,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { recordOf } from '../emulator-fixture.ts';
import { INCOMPATIBLE, register, SCHEMA_ID, V2, withoutMetadata, withSchema } from './recorded-fixture.ts';

const update = (glue: GlueClient, change: Omit<UpdateSchemaCommandInput, 'SchemaId'>) =>
  glue.send(new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, ...change }));

const read = (glue: GlueClient) => glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }));

test('compatibility, checkpoint and description change together, and the time with them', async () => {
  const { glue, clock } = await withSchema();
  await register(glue, V2);
  clock.advance(1000);
  const answer = await update(glue, {
    Compatibility: 'FULL',
    SchemaVersionNumber: { LatestVersion: true },
    Description: 'new',
  });
  expect(withoutMetadata(answer)).toEqual({
    SchemaArn: 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor',
    SchemaName: 'sensor',
    RegistryName: 'glueline',
  });
  expect(await read(glue)).toMatchObject({
    Compatibility: 'FULL',
    SchemaCheckpoint: 2,
    Description: 'new',
    CreatedTime: '2026-11-23T12:00:00.123Z',
    UpdatedTime: '2026-11-23T12:00:01.123Z',
  });
});

test('what is left out stays', async () => {
  const { glue } = await withSchema();
  await update(glue, { Description: 'first' });
  await update(glue, { SchemaVersionNumber: { VersionNumber: 1 } });
  expect(await read(glue)).toMatchObject({
    Compatibility: 'BACKWARD',
    SchemaCheckpoint: 1,
    Description: 'first',
  });
});

test('the next registration is decided by the new compatibility, the versions there are stay as they are', async () => {
  const { glue } = await withSchema('NONE');
  expect((await register(glue, INCOMPATIBLE)).Status).toBe('AVAILABLE');
  await update(glue, { Compatibility: 'BACKWARD', SchemaVersionNumber: { VersionNumber: 1 } });
  expect((await register(glue, V2)).Status).toBe('FAILURE');
  expect((await register(glue, INCOMPATIBLE)).Status).toBe('AVAILABLE');
});

test('a DISABLED schema takes versions again', async () => {
  const { glue } = await withSchema('DISABLED');
  await update(glue, { Compatibility: 'BACKWARD', SchemaVersionNumber: { VersionNumber: 1 } });
  expect(await register(glue, V2)).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
});

test('a checkpoint that was left behind can be deleted', async () => {
  const { glue } = await withSchema();
  await register(glue, V2);
  await register(glue, recordOf({}).replace('deviceId', 'id'));
  await update(glue, { SchemaVersionNumber: { VersionNumber: 2 } });
  await register(glue, V2.replace('note', 'remark'));
  await update(glue, { SchemaVersionNumber: { LatestVersion: true } });
  const { SchemaVersionErrors } = await glue.send(
    new DeleteSchemaVersionsCommand({ SchemaId: SCHEMA_ID, Versions: '2' }),
  );
  expect(SchemaVersionErrors).toEqual([]);
});

const PLAIN = recordOf({});
const INT = recordOf({ a: 'int' });
const TEXT = recordOf({ a: 'string' });

/** Versions: the recorded first one, a: int, no a. Then a: string, which cannot live with the second. */
async function registerAfterCheckpoint(compatibility: 'BACKWARD' | 'FORWARD' | 'FULL', checkpoint: number) {
  const { glue, clock } = await withSchema('NONE');
  await register(glue, INT);
  await register(glue, PLAIN);
  await update(glue, {
    Compatibility: `${compatibility}_ALL`,
    SchemaVersionNumber: { VersionNumber: checkpoint },
  });
  const { SchemaVersionId } = await register(glue, TEXT);
  clock.advance(3000);
  return (await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! }))).Status;
}

describe.each(['BACKWARD', 'FORWARD', 'FULL'] as const)('%s_ALL', (compatibility) => {
  test.each([
    [2, 'FAILURE'],
    [3, 'AVAILABLE'],
  ])('compares with nothing before checkpoint %i', async (checkpoint, expected) => {
    expect(await registerAfterCheckpoint(compatibility, checkpoint)).toBe(expected);
  });
});

// a: int is the checkpoint, a: string reads the version after it and not the checkpoint.
test.each(['BACKWARD', 'FORWARD', 'FULL'] as const)(
  '%s goes on comparing with the latest version, wherever the checkpoint is',
  async (Compatibility) => {
    const { glue } = await withSchema('NONE');
    await register(glue, INT);
    await register(glue, PLAIN);
    await update(glue, { Compatibility, SchemaVersionNumber: { VersionNumber: 2 } });
    expect((await register(glue, TEXT)).Status).toBe('AVAILABLE');
  },
);

test.each<[string, Omit<UpdateSchemaCommandInput, 'SchemaId'>, string]>([
  ['nothing', {}, 'One of VersionNumber or Compatibility has to be provided.'],
  [
    'an unknown compatibility',
    { Compatibility: 'SOME' as 'NONE', SchemaVersionNumber: { VersionNumber: 1 } },
    'Compatibility is not valid.',
  ],
  [
    'a failure as the checkpoint',
    { SchemaVersionNumber: { VersionNumber: 2 } },
    'Schema version checkpoint is not AVAILABLE.',
  ],
  [
    'a checkpoint by number and as the latest',
    { SchemaVersionNumber: { VersionNumber: 1, LatestVersion: true } },
    'Only one of VersionNumber or LatestVersion is required.',
  ],
  [
    'a long description',
    { Description: 'x'.repeat(2049) },
    'The resource name contains too many or too few characters. Parameter Name: description',
  ],
])('refuses %s and changes nothing', async (_title, change, message) => {
  const { glue } = await withSchema();
  await register(glue, INCOMPATIBLE);
  const before = withoutMetadata(await read(glue));
  await expect(update(glue, change)).rejects.toMatchObject({ name: 'InvalidInputException', message });
  expect(withoutMetadata(await read(glue))).toEqual(before);
});

test('a checkpoint that is not there is not found', async () => {
  const { glue } = await withSchema();
  await expect(update(glue, { SchemaVersionNumber: { VersionNumber: 7 } })).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message:
      'Schema version is not found. RegistryName: glueline, SchemaName: sensor, SchemaArn: null, ' +
      'VersionNumber: 7, isLatestVersion: false',
  });
});
