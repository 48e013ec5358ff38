import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  GetRegistryCommand,
  GetSchemaCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { SCHEMA_ID, V1, V2, withoutMetadata, withRegistry, withSchema } from './recorded-fixture.ts';

// One test for each recorded answer of the service: exact members, exact error names and sentences.

test('a registry that exists cannot be created again', async () => {
  const { glue } = await withRegistry();
  await expect(glue.send(new CreateRegistryCommand({ RegistryName: 'glueline' }))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Registry already exists. RegistryName: glueline',
    $metadata: { httpStatusCode: 400 },
  });
});

test('getting a missing registry names its name and a null ARN', async () => {
  const { glue } = await withRegistry();
  await expect(
    glue.send(new GetRegistryCommand({ RegistryId: { RegistryName: 'absent' } })),
  ).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: absent, RegistryArn: null',
  });
});

test('getting a schema of a missing registry names the registry alone', async () => {
  const { glue } = await withRegistry();
  const SchemaId = { RegistryName: 'absent', SchemaName: 'sensor' };
  await expect(glue.send(new GetSchemaCommand({ SchemaId }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: absent',
  });
});

test('getting a missing schema names registry, schema and a null ARN', async () => {
  const { glue } = await withRegistry();
  await expect(glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Schema is not found. RegistryName: glueline, SchemaName: sensor, SchemaArn: null',
  });
});

test('creating a schema without a compatibility is refused', async () => {
  const { glue } = await withRegistry();
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: 'glueline' },
    SchemaName: 'sensor',
    DataFormat: 'AVRO',
    SchemaDefinition: V1,
  });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Compatibility is not valid.',
  });
});

test('creating a schema without a definition is refused and creates nothing', async () => {
  const { glue } = await withRegistry();
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: 'glueline' },
    SchemaName: 'sensor',
    DataFormat: 'AVRO',
    Compatibility: 'FULL',
  });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'The resource name contains too many or too few characters. Parameter Name: schemaDefinition',
  });
  await expect(glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).rejects.toThrow(
    'Schema is not found.',
  );
});

test('a created schema answers every counter, and no description or tags when it has none', async () => {
  const { created } = await withSchema();
  expect(withoutMetadata(created)).toEqual({
    RegistryName: 'glueline',
    RegistryArn: 'arn:aws:glue:eu-central-1:111111111111:registry/glueline',
    SchemaName: 'sensor',
    SchemaArn: 'arn:aws:glue:eu-central-1:111111111111:schema/glueline/sensor',
    DataFormat: 'AVRO',
    Compatibility: 'BACKWARD',
    SchemaCheckpoint: 1,
    LatestSchemaVersion: 1,
    NextSchemaVersion: 2,
    SchemaStatus: 'AVAILABLE',
    SchemaVersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    SchemaVersionStatus: 'AVAILABLE',
  });
});

test('a schema that exists cannot be created again', async () => {
  const { glue } = await withSchema();
  const command = new CreateSchemaCommand({
    RegistryId: { RegistryName: 'glueline' },
    SchemaName: 'sensor',
    DataFormat: 'AVRO',
    Compatibility: 'NONE',
    SchemaDefinition: V2,
  });
  await expect(glue.send(command)).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Schema already exists. SchemaName: sensor',
  });
});
