import {
  CheckSchemaVersionValidityCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteSchemaCommand,
  DeleteSchemaVersionsCommand,
  GetRegistryCommand,
  type GlueClient,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  RegisterSchemaVersionCommand,
  RemoveSchemaVersionMetadataCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { INCOMPATIBLE, register, SCHEMA_ID, V2, withoutMetadata, withSchema } from './recorded-fixture.ts';

// Recorded answers of the service to calls that change or check something: exact members, names and sentences.

const NOT_A_SCHEMA = 'not a schema';
const JACKSON =
  "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n" +
  ' at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 4]';

interface Situation {
  readonly glue: GlueClient;
  /** Of version 1, which is the checkpoint. Version 2 is AVAILABLE, version 3 a FAILURE. */
  readonly firstId: string;
}

async function recordedSituation(): Promise<Situation> {
  const { glue, created } = await withSchema();
  await register(glue, V2);
  await register(glue, INCOMPATIBLE);
  return { glue, firstId: created.SchemaVersionId! };
}

const deleteVersions = ({ glue }: Situation, Versions: string) =>
  glue.send(new DeleteSchemaVersionsCommand({ SchemaId: SCHEMA_ID, Versions }));

const owner = (MetadataValue: string) => ({ MetadataKey: 'owner', MetadataValue });

const put = ({ glue, firstId }: Situation, value: string) =>
  glue.send(
    new PutSchemaVersionMetadataCommand({ SchemaVersionId: firstId, MetadataKeyValue: owner(value) }),
  );

const validity = ({ glue }: Situation, DataFormat: 'AVRO' | 'JSON' | 'PROTOBUF', SchemaDefinition: string) =>
  glue.send(new CheckSchemaVersionValidityCommand({ DataFormat, SchemaDefinition }));

type Call = (situation: Situation) => Promise<{ $metadata: unknown }>;

describe('answers', () => {
  test.each<[string, Call, (situation: Situation) => object]>([
    [
      'DeleteSchemaVersions "999": an entry of the answer and no error',
      (situation) => deleteVersions(situation, '999'),
      () => ({
        SchemaVersionErrors: [
          {
            VersionNumber: 999,
            ErrorDetails: {
              ErrorCode: 'ResourceNotFoundException',
              ErrorMessage: 'Version number not found',
            },
          },
        ],
      }),
    ],
    [
      'DeleteSchemaVersions "2", the latest AVAILABLE',
      (situation) => deleteVersions(situation, '2'),
      () => ({ SchemaVersionErrors: [] }),
    ],
    [
      'PutSchemaVersionMetadata by id: no ARN, number 0',
      (situation) => put(situation, 'one'),
      ({ firstId }) => ({
        LatestVersion: false,
        VersionNumber: 0,
        SchemaVersionId: firstId,
        MetadataKey: 'owner',
        MetadataValue: 'one',
      }),
    ],
    [
      'CheckSchemaVersionValidity of bad Avro: the JSON parser of the service speaks',
      (situation) => validity(situation, 'AVRO', NOT_A_SCHEMA),
      () => ({ Valid: false, Error: JACKSON }),
    ],
    [
      'CheckSchemaVersionValidity of bad JSON Schema',
      (situation) => validity(situation, 'JSON', NOT_A_SCHEMA),
      () => ({ Valid: false, Error: JACKSON }),
    ],
    [
      'CheckSchemaVersionValidity of bad Protocol Buffers',
      (situation) => validity(situation, 'PROTOBUF', NOT_A_SCHEMA),
      () => ({ Valid: false, Error: 'Syntax error in :1:1: unexpected label: not' }),
    ],
    [
      'CheckSchemaVersionValidity of good Protocol Buffers',
      (situation) => validity(situation, 'PROTOBUF', 'syntax = "proto3"; message Item { string value = 1; }'),
      () => ({ Valid: true }),
    ],
    [
      'DeleteSchema',
      ({ glue }) => glue.send(new DeleteSchemaCommand({ SchemaId: SCHEMA_ID })),
      () => ({
        SchemaArn: 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor',
        SchemaName: 'sensor',
        Status: 'DELETING',
      }),
    ],
    [
      'DeleteRegistry',
      ({ glue }) => glue.send(new DeleteRegistryCommand({ RegistryId: { RegistryName: 'glueline' } })),
      () => ({
        RegistryName: 'glueline',
        RegistryArn: 'arn:aws:glue:eu-central-1:111111111111:registry/glueline',
        Status: 'DELETING',
      }),
    ],
  ])('%s', async (_title, call, expected) => {
    const situation = await recordedSituation();
    const answer = await call(situation);
    expect(answer.$metadata).toMatchObject({ httpStatusCode: 200 });
    expect(withoutMetadata(answer)).toEqual(expected(situation));
  });
});

describe('refusals', () => {
  test.each<[string, Call, string, (situation: Situation) => string]>([
    [
      'UpdateSchema{Compatibility} without a checkpoint',
      ({ glue }) => glue.send(new UpdateSchemaCommand({ SchemaId: SCHEMA_ID, Compatibility: 'NONE' })),
      'InvalidInputException',
      () => 'Schema version checkpoint is missing.',
    ],
    [
      'DeleteSchemaVersions "1", the checkpoint',
      (situation) => deleteVersions(situation, '1'),
      'InvalidInputException',
      () => 'Cannot delete checkpoint version.',
    ],
    [
      'PutSchemaVersionMetadata of a pair that is there',
      async (situation) => {
        await put(situation, 'one');
        return put(situation, 'one');
      },
      'AlreadyExistsException',
      ({ firstId }) =>
        `Resource already exist for schema version id: ${firstId}, metadata key: owner, metadata value: one`,
    ],
    [
      'RemoveSchemaVersionMetadata of a value that is not there, with a space at the end',
      async (situation) => {
        await put(situation, 'one');
        return situation.glue.send(
          new RemoveSchemaVersionMetadataCommand({
            SchemaVersionId: situation.firstId,
            MetadataKeyValue: owner('missing'),
          }),
        );
      },
      'EntityNotFoundException',
      ({ firstId }) => `Metadata is not found for the schema version. SchemaVersionId: ${firstId} `,
    ],
    [
      'DeleteSchema of one that is not there',
      ({ glue }) => glue.send(new DeleteSchemaCommand({ SchemaId: { ...SCHEMA_ID, SchemaName: 'empty' } })),
      'EntityNotFoundException',
      () => 'Schema is not found. RegistryName: glueline, SchemaName: empty, SchemaArn: null',
    ],
  ])('%s', async (_title, call, name, message) => {
    const situation = await recordedSituation();
    await expect(call(situation)).rejects.toMatchObject({
      name,
      message: message(situation),
      $metadata: { httpStatusCode: 400 },
    });
  });
});

test('a key with a second value shows the newest and keeps the other; removing that leaves an empty list', async () => {
  const { glue, clock, created } = await withSchema();
  const situation = { glue, firstId: created.SchemaVersionId! };
  const query = new QuerySchemaVersionMetadataCommand({ SchemaVersionId: situation.firstId });
  await put(situation, 'one');
  clock.advance(1626);
  await put(situation, 'two');
  const newest = { MetadataValue: 'two', CreatedTime: '2026-11-23T12:00:01.749Z' };
  const oldest = { MetadataValue: 'one', CreatedTime: '2026-11-23T12:00:00.123Z' };
  expect(withoutMetadata(await glue.send(query))).toEqual({
    MetadataInfoMap: { owner: { ...newest, OtherMetadataValueList: [oldest] } },
    SchemaVersionId: situation.firstId,
  });
  await glue.send(
    new RemoveSchemaVersionMetadataCommand({
      SchemaVersionId: situation.firstId,
      MetadataKeyValue: owner('one'),
    }),
  );
  expect((await glue.send(query)).MetadataInfoMap).toEqual({
    owner: { ...newest, OtherMetadataValueList: [] },
  });
});

test('a deleted registry is absent when read 0.7 s later', async () => {
  const { glue, clock } = await withSchema();
  const RegistryId = { RegistryName: 'glueline' };
  await glue.send(new DeleteRegistryCommand({ RegistryId }));
  clock.advance(700);
  await expect(glue.send(new GetRegistryCommand({ RegistryId }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: glueline, RegistryArn: null',
  });
});

test('JSON Schema with other key order is the version that is there', async () => {
  const { glue } = await withSchema();
  const schema =
    '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false}';
  const reordered =
    '{ "additionalProperties": false, "type": "object", "$schema": "http://json-schema.org/draft-07/schema#" }';
  const { SchemaVersionId } = await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'glueline' },
      SchemaName: 'json',
      DataFormat: 'JSON',
      Compatibility: 'BACKWARD',
      SchemaDefinition: schema,
    }),
  );
  const SchemaId = { RegistryName: 'glueline', SchemaName: 'json' };
  const again = await glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: reordered }));
  expect(withoutMetadata(again)).toEqual({ SchemaVersionId, VersionNumber: 1, Status: 'AVAILABLE' });
});
