import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  type CreateSchemaCommandInput,
  type GlueClient,
  GetSchemaVersionCommand,
  type GetSchemaVersionCommandInput,
  GetSchemaVersionsDiffCommand,
  ListRegistriesCommand,
} from '@aws-sdk/client-glue';
import { beforeEach, expect, test } from 'vitest';
import { createTestEmulator, PRODUCER, recordOf } from '../emulator-fixture.ts';

let glue: GlueClient;
const schemaInput: CreateSchemaCommandInput = {
  RegistryId: { RegistryName: 'r' },
  SchemaName: 's',
  DataFormat: 'AVRO',
  Compatibility: 'NONE',
  SchemaDefinition: recordOf({}),
};

beforeEach(async () => {
  const { glueAs } = await createTestEmulator();
  glue = glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
});

const length = (parameter: string) =>
  `The resource name contains too many or too few characters. Parameter Name: ${parameter}`;
const characters = (parameter: string) =>
  `The parameter value contains one or more characters that are not valid. Parameter Name: ${parameter}`;

test.each<[string, Partial<CreateSchemaCommandInput>, string]>([
  ['a name that is empty', { SchemaName: '' }, length('schemaName')],
  ['a name of 256 characters', { SchemaName: 'x'.repeat(256) }, length('schemaName')],
  ['a name with a space', { SchemaName: 'a b' }, characters('schemaName')],
  ['a registry name with a slash', { RegistryId: { RegistryName: 'a/b' } }, characters('registryName')],
  ['an ARN of another service', { RegistryId: { RegistryArn: 'arn:aws:s3:::b' } }, characters('registryArn')],
  [
    'a registry by name and ARN at once',
    { RegistryId: { RegistryName: 'r', RegistryArn: 'arn:aws:glue:x' } },
    'One of registryName or registryArn has to be provided, both cannot be provided.',
  ],
  ['a long description', { Description: 'x'.repeat(2049) }, length('description')],
  [
    'more than fifty tags',
    { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) },
    'New Tags cannot be empty or more than 50',
  ],
  ['an unknown data format', { DataFormat: 'XML' as 'AVRO' }, 'Data format is not valid.'],
  ['an unknown compatibility', { Compatibility: 'SOME' as 'NONE' }, 'Compatibility is not valid.'],
  [
    'an Avro definition as JSON Schema',
    { DataFormat: 'JSON' },
    'Schema definition of JSON data format is invalid: #/type: must be equal to one of the allowed values',
  ],
  [
    'an Avro definition as Protocol Buffers',
    { DataFormat: 'PROTOBUF' },
    "Schema definition of PROTOBUF data format is invalid: illegal token '{' (line 1)",
  ],
  [
    'a definition of 170 001 characters',
    { SchemaDefinition: ' '.repeat(170_001) },
    length('schemaDefinition'),
  ],
  [
    'a definition that is no Avro',
    { SchemaDefinition: '{"hello":1}' },
    'Schema definition of AVRO data format is invalid: unknown type: undefined',
  ],
])('refuses to create a schema with %s', async (_title, overrides, message) => {
  await expect(glue.send(new CreateSchemaCommand({ ...schemaInput, ...overrides }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message,
  });
});

const SchemaId = { RegistryName: 'r', SchemaName: 's' };

test.each<[string, GetSchemaVersionCommandInput, string]>([
  ['nothing', {}, 'At least one of (registryName and schemaName) or schemaArn has to be provided.'],
  [
    'a name and an ARN',
    { SchemaId: { ...SchemaId, SchemaArn: 'arn:aws:glue:x' }, SchemaVersionNumber: { VersionNumber: 1 } },
    'One of (registryName and schemaName) or schemaArn has to be provided, both cannot be provided.',
  ],
  [
    'an id and a schema',
    { SchemaVersionId: '3f36e6d8-d20e-43b7-90ea-3ad724880d60', SchemaId },
    'No other input parameters can be specified when fetching by SchemaVersionId.',
  ],
  ['a short id', { SchemaVersionId: 'abc' }, length('schemaVersionId')],
  [
    'an id in capitals',
    { SchemaVersionId: '3F36E6D8-d20e-43b7-90ea-3ad724880d60' },
    characters('schemaVersionId'),
  ],
  ['no version', { SchemaId }, 'One of version number (or) latest version is required.'],
  [
    'a number and the latest',
    { SchemaId, SchemaVersionNumber: { VersionNumber: 1, LatestVersion: true } },
    'Only one of VersionNumber or LatestVersion is required.',
  ],
  [
    'version 0',
    { SchemaId, SchemaVersionNumber: { VersionNumber: 0 } },
    "1 validation error detected: Value '0' at 'versionNumber' failed to satisfy constraint: " +
      'Member must have value greater than or equal to 1',
  ],
])('refuses to get a version by %s', async (_title, input, message) => {
  await glue.send(new CreateSchemaCommand(schemaInput));
  await expect(glue.send(new GetSchemaVersionCommand(input))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message,
  });
});

test('a version number beyond the last is not found', async () => {
  await glue.send(new CreateSchemaCommand(schemaInput));
  const command = new GetSchemaVersionCommand({ SchemaId, SchemaVersionNumber: { VersionNumber: 2 } });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message:
      'Schema version is not found. RegistryName: r, SchemaName: s, SchemaArn: null, ' +
      'VersionNumber: 2, isLatestVersion: false',
  });
});

test('a page of 101 is refused', async () => {
  await expect(glue.send(new ListRegistriesCommand({ MaxResults: 101 }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message:
      "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value less than or equal to 100',
  });
});

test('only the syntax compare exists', async () => {
  const version = { VersionNumber: 1 };
  const command = new GetSchemaVersionsDiffCommand({
    SchemaId,
    FirstSchemaVersionNumber: version,
    SecondSchemaVersionNumber: version,
    SchemaDiffType: 'OTHER' as 'SYNTAX_DIFF',
  });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Schema diff type is not valid.',
  });
});
