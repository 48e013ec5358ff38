import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteSchemaCommand,
  GetRegistryCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListRegistriesCommand,
  UpdateRegistryCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { createTestClock, createTestEmulator, PRODUCER } from '../emulator-fixture.ts';
import { SCHEMA_ID, V1, withRegistry, withSchema } from './recorded-fixture.ts';

const RegistryId = { RegistryName: 'glueline' };
const remove = new DeleteRegistryCommand({ RegistryId });
const schemaIn = (RegistryName: string | undefined) =>
  new CreateSchemaCommand({
    RegistryId: RegistryName === undefined ? undefined : { RegistryName },
    SchemaName: 'other',
    DataFormat: 'AVRO',
    Compatibility: 'NONE',
    SchemaDefinition: V1,
  });

test('the registry and its schemas show DELETING, and are gone together', async () => {
  const { glue, clock, created } = await withSchema();
  await glue.send(remove);
  expect((await glue.send(new GetRegistryCommand({ RegistryId }))).Status).toBe('DELETING');
  const { Registries } = await glue.send(new ListRegistriesCommand({}));
  expect(Registries?.map((registry) => registry.Status)).toEqual(['DELETING']);
  expect((await glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).SchemaStatus).toBe('DELETING');
  clock.advance(700);
  expect((await glue.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
  await expect(glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).rejects.toThrow(
    'Registry is not found. RegistryName: glueline',
  );
  await expect(
    glue.send(new GetSchemaVersionCommand({ SchemaVersionId: created.SchemaVersionId! })),
  ).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});

test('a schema that was deleted before its registry still goes first', async () => {
  const { glue, clock } = await withSchema();
  await glue.send(new DeleteSchemaCommand({ SchemaId: SCHEMA_ID }));
  clock.advance(400);
  await glue.send(remove);
  clock.advance(300);
  await expect(glue.send(new GetSchemaCommand({ SchemaId: SCHEMA_ID }))).rejects.toThrow(
    'Schema is not found.',
  );
  expect((await glue.send(new GetRegistryCommand({ RegistryId }))).Status).toBe('DELETING');
  clock.advance(400);
  await expect(glue.send(remove)).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Registry is not found. RegistryName: glueline',
  });
});

test('nothing can be changed in it while it is being deleted', async () => {
  const { glue } = await withRegistry();
  await glue.send(remove);
  const refusal = {
    name: 'ConcurrentModificationException',
    message: 'Registry glueline is being deleted.',
  };
  await expect(glue.send(schemaIn('glueline'))).rejects.toMatchObject(refusal);
  await expect(glue.send(new UpdateRegistryCommand({ RegistryId, Description: 'x' }))).rejects.toMatchObject(
    refusal,
  );
  await expect(glue.send(new CreateRegistryCommand({ RegistryName: 'glueline' }))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
  });
});

test('a default registry that is being deleted takes no schema, and comes into being again later', async () => {
  const { glue, clock } = await withRegistry();
  await glue.send(schemaIn(undefined));
  await glue.send(new DeleteRegistryCommand({ RegistryId: {} }));
  await expect(glue.send(schemaIn(undefined))).rejects.toMatchObject({
    name: 'ConcurrentModificationException',
    message: 'Registry default-registry is being deleted.',
  });
  clock.advance(700);
  expect((await glue.send(schemaIn(undefined))).RegistryName).toBe('default-registry');
});

test('without a delay it is gone when the answer is there', async () => {
  const { glueAs } = await createTestEmulator({ clock: createTestClock().now, deleteDelayMs: 0 });
  const glue = glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'glueline' }));
  expect((await glue.send(remove)).Status).toBe('DELETING');
  expect((await glue.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
});
