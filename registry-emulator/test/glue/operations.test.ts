import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  type CreateSchemaCommandInput,
  GetRegistryCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListRegistriesCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  paginateListRegistries,
  paginateListSchemas,
  paginateListSchemaVersions,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { createTestClock, createTestEmulator, CONSUMER, PRODUCER, recordOf } from '../emulator-fixture.ts';

const REGISTRY_ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/r';
const SCHEMA_ARN = 'arn:aws:glue:eu-central-1:111111111111:schema/r/s';

async function createRegistry() {
  const emulator = await createTestEmulator({ clock: createTestClock().now });
  const glue = emulator.glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r', Description: 'of tests' }));
  const createSchema = (overrides: Partial<CreateSchemaCommandInput> = {}) =>
    glue.send(
      new CreateSchemaCommand({
        RegistryId: { RegistryName: 'r' },
        SchemaName: 's',
        DataFormat: 'AVRO',
        Compatibility: 'NONE',
        SchemaDefinition: recordOf({}),
        ...overrides,
      }),
    );
  return { ...emulator, glue, createSchema };
}

test('a registry and a schema are found by ARN', async () => {
  const { glue, createSchema } = await createRegistry();
  await createSchema({ RegistryId: { RegistryArn: REGISTRY_ARN }, Description: 'one', Tags: { team: 'x' } });
  expect(
    await glue.send(new GetRegistryCommand({ RegistryId: { RegistryArn: REGISTRY_ARN } })),
  ).toMatchObject({
    RegistryName: 'r',
    RegistryArn: REGISTRY_ARN,
    Description: 'of tests',
    Status: 'AVAILABLE',
    CreatedTime: '2026-11-23T12:00:00.123Z',
  });
  expect(await glue.send(new GetSchemaCommand({ SchemaId: { SchemaArn: SCHEMA_ARN } }))).toMatchObject({
    SchemaName: 's',
    RegistryArn: REGISTRY_ARN,
    Description: 'one',
    Compatibility: 'NONE',
  });
});

test('a schema without a registry goes to the default registry, which comes into being', async () => {
  const { glue, createSchema } = await createRegistry();
  const created = await createSchema({ RegistryId: undefined });
  expect(created.RegistryName).toBe('default-registry');
  expect(await glue.send(new GetRegistryCommand({ RegistryId: {} }))).toMatchObject({
    RegistryName: 'default-registry',
  });
});

test('a refused schema leaves no default registry behind', async () => {
  const { glue, createSchema } = await createRegistry();
  await expect(createSchema({ RegistryId: undefined, SchemaDefinition: '{}' })).rejects.toThrow(
    'Schema definition of AVRO data format is invalid',
  );
  const { Registries } = await glue.send(new ListRegistriesCommand({}));
  expect(Registries?.map((registry) => registry.RegistryName)).toEqual(['r']);
});

test('schemas are listed of one registry or of all', async () => {
  const { glue, createSchema } = await createRegistry();
  await createSchema({ SchemaName: 'b' });
  await createSchema({ SchemaName: 'a' });
  await createSchema({ SchemaName: 'c', RegistryId: undefined });
  const names = async (command: ListSchemasCommand) =>
    (await glue.send(command)).Schemas?.map((schema) => schema.SchemaName);
  expect(await names(new ListSchemasCommand({}))).toEqual(['c', 'a', 'b']);
  expect(await names(new ListSchemasCommand({ RegistryId: { RegistryName: 'r' } }))).toEqual(['a', 'b']);
  await expect(names(new ListSchemasCommand({ RegistryId: { RegistryName: 'x' } }))).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: x',
  });
});

test('every list comes in pages of 25, or of the size asked for', async () => {
  const { glue, createSchema } = await createRegistry();
  for (let index = 0; index < 60; index++) {
    if (index < 30) await glue.send(new CreateRegistryCommand({ RegistryName: `r${index}` }));
    await createSchema({ SchemaName: `s${index}` });
  }
  const SchemaId = { RegistryName: 'r', SchemaName: 's0' };
  for (let index = 1; index < 60; index++) {
    const SchemaDefinition = recordOf({ [`f${index}`]: 'int' });
    await glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));
  }
  const registries = await Array.fromAsync(paginateListRegistries({ client: glue }, {}));
  expect(registries.map((page) => page.Registries?.length)).toEqual([25, 6]);
  const schemas = await Array.fromAsync(paginateListSchemas({ client: glue, pageSize: 59 }, {}));
  expect(schemas.map((page) => page.Schemas?.length)).toEqual([59, 1]);
  const versions = await Array.fromAsync(paginateListSchemaVersions({ client: glue }, { SchemaId }));
  expect(versions.map((page) => page.Schemas?.length)).toEqual([25, 25, 10]);
  const numbers = versions.flatMap((page) => page.Schemas?.map((version) => version.VersionNumber) ?? []);
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
});

test('a token is refused when it is garbage or of another list', async () => {
  const { glue, createSchema } = await createRegistry();
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r2' }));
  await createSchema();
  const { NextToken } = await glue.send(new ListRegistriesCommand({ MaxResults: 1 }));
  const refusal = { name: 'InvalidInputException', message: 'NextToken is not valid.' };
  const SchemaId = { SchemaArn: SCHEMA_ARN };
  await expect(glue.send(new ListSchemasCommand({ NextToken }))).rejects.toMatchObject(refusal);
  await expect(glue.send(new ListSchemaVersionsCommand({ SchemaId, NextToken }))).rejects.toMatchObject(
    refusal,
  );
  await expect(glue.send(new ListRegistriesCommand({ NextToken: '%%%' }))).rejects.toMatchObject(refusal);
});

test('accounts and regions do not see each other, by name, by ARN or by version id', async () => {
  const { glueAs, createSchema } = await createRegistry();
  const { SchemaVersionId } = await createSchema();
  for (const other of [glueAs(CONSUMER), glueAs(PRODUCER, 'eu-west-1')]) {
    expect((await other.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
    await expect(
      other.send(new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! })),
    ).rejects.toMatchObject({
      name: 'EntityNotFoundException',
      message: `Schema version is not found. SchemaVersionId: ${SchemaVersionId}`,
    });
    await other.send(new CreateRegistryCommand({ RegistryName: 'r' }));
    await expect(
      other.send(new GetSchemaCommand({ SchemaId: { SchemaArn: SCHEMA_ARN } })),
    ).rejects.toMatchObject({
      name: 'EntityNotFoundException',
      message: `Schema is not found. RegistryName: r, SchemaName: s, SchemaArn: ${SCHEMA_ARN}`,
    });
    await expect(
      other.send(new GetRegistryCommand({ RegistryId: { RegistryArn: REGISTRY_ARN } })),
    ).rejects.toMatchObject({
      message: `Registry is not found. RegistryName: null, RegistryArn: ${REGISTRY_ARN}`,
    });
  }
});

test('an account gets a hundred registries in a region, and not one more', async () => {
  const { glue } = await createRegistry();
  for (let index = 1; index < 100; index++) {
    await glue.send(new CreateRegistryCommand({ RegistryName: `r${index}` }));
  }
  await expect(glue.send(new CreateRegistryCommand({ RegistryName: 'more' }))).rejects.toMatchObject({
    name: 'ResourceNumberLimitExceededException',
    message: 'More registries cannot be created. The maximum limit has been reached.',
  });
});
