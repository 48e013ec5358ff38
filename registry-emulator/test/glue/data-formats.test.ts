import {
  CreateSchemaCommand,
  type DataFormat,
  GetSchemaVersionsDiffCommand,
  GetSchemaVersionCommand,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import { withRegistry } from './recorded-fixture.ts';

const OBJECT = '{"type":"object","properties":{"value":{"type":"integer"}}}';
const OTHER_OBJECT = '{"type":"object","properties":{"value":{"type":"string"}}}';
const MESSAGE = 'syntax = "proto3"; message Item { string value = 1; }';
const OTHER_MESSAGE = 'syntax = "proto3"; message Item { int64 value = 1; }';

async function createSchema(
  DataFormat: DataFormat,
  SchemaDefinition: string,
  Compatibility: 'BACKWARD' | 'FULL_ALL',
) {
  const { glue, clock } = await withRegistry();
  const SchemaId = { RegistryName: 'glueline', SchemaName: 'item' };
  await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'glueline' },
      SchemaName: 'item',
      DataFormat,
      Compatibility,
      SchemaDefinition,
    }),
  );
  const register = (definition: string) =>
    glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: definition }));
  return { glue, clock, SchemaId, register };
}

describe.each<[DataFormat, string, string, string]>([
  ['JSON', OBJECT, OTHER_OBJECT, '{"type":1}'],
  ['PROTOBUF', MESSAGE, OTHER_MESSAGE, 'message {'],
])('%s', (format, first, second, invalid) => {
  test('a version is AVAILABLE whatever came before: compatibility is not judged', async () => {
    const { register } = await createSchema(format, first, 'BACKWARD');
    expect(await register(second)).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' });
    expect(await register(first)).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE' });
  });

  test('a version is PENDING first under a mode that compares with all', async () => {
    const { glue, clock, register } = await createSchema(format, first, 'FULL_ALL');
    const { Status, SchemaVersionId } = await register(second);
    expect(Status).toBe('PENDING');
    clock.advance(3000);
    expect(await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: SchemaVersionId! }))).toMatchObject(
      { DataFormat: format, SchemaDefinition: second, Status: 'AVAILABLE' },
    );
  });

  test('an invalid definition is refused', async () => {
    const { register } = await createSchema(format, first, 'BACKWARD');
    await expect(register(invalid)).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: expect.stringContaining(`Schema definition of ${format} data format is invalid: `) as string,
    });
  });
});

const compare = {
  FirstSchemaVersionNumber: { VersionNumber: 1 },
  SecondSchemaVersionNumber: { VersionNumber: 2 },
  SchemaDiffType: 'SYNTAX_DIFF',
} as const;

test('versions of JSON Schema are compared with a JSON Patch', async () => {
  const { glue, SchemaId, register } = await createSchema('JSON', OBJECT, 'BACKWARD');
  await register(OTHER_OBJECT);
  const { Diff } = await glue.send(new GetSchemaVersionsDiffCommand({ SchemaId, ...compare }));
  expect(Diff).toBe('[{"op":"replace","path":"/properties/value/type","value":"string"}]');
});

test('versions of Protocol Buffers are not compared, and that is said', async () => {
  const { glue, SchemaId, register } = await createSchema('PROTOBUF', MESSAGE, 'BACKWARD');
  await register(OTHER_MESSAGE);
  await expect(glue.send(new GetSchemaVersionsDiffCommand({ SchemaId, ...compare }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'The emulator does not compare versions of data format PROTOBUF.',
  });
});
