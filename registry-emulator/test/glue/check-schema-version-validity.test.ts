import {
  CheckSchemaVersionValidityCommand,
  type DataFormat,
  ListRegistriesCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { recordOf } from '../emulator-fixture.ts';
import { withoutMetadata, withRegistry } from './recorded-fixture.ts';

async function check(DataFormat: DataFormat | undefined, SchemaDefinition: string | undefined) {
  const { glue } = await withRegistry();
  return withoutMetadata(
    await glue.send(new CheckSchemaVersionValidityCommand({ DataFormat, SchemaDefinition })),
  );
}

test.each<[DataFormat, string]>([
  ['AVRO', recordOf({ a: 'int' })],
  ['JSON', '{"type":"object"}'],
  ['PROTOBUF', 'syntax = "proto3"; message A { int32 a = 1; }'],
])('%s: a good definition is valid', async (format, definition) => {
  expect(await check(format, definition)).toEqual({ Valid: true });
});

const wanted = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const at = (line: number, column: number) =>
  `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;

test.each<[DataFormat, string, string]>([
  ['AVRO', '{"type":"recrd"}', 'unknown type: "recrd"'],
  ['AVRO', '\n\n  oops', `Unrecognized token 'oops': ${wanted}${at(3, 7)}`],
  ['AVRO', 'x'.repeat(300), `Unrecognized token '${'x'.repeat(256)}': ${wanted}${at(1, 301)}`],
  ['JSON', '{"type":"objct"}', '#/type: must be equal to one of the allowed values'],
  ['PROTOBUF', 'message A { B b = 1; }', 'Syntax error in :1:13: unexpected label: B'],
])('%s: a bad definition is not, and the reason is told: %j', async (format, definition, reason) => {
  expect(await check(format, definition)).toEqual({ Valid: false, Error: reason });
});

test.each<[string, DataFormat | undefined, string | undefined, string]>([
  ['no data format', undefined, '{}', 'Data format is not valid.'],
  ['an unknown data format', 'XML' as 'JSON', '{}', 'Data format is not valid.'],
  [
    'no definition',
    'JSON',
    undefined,
    'The resource name contains too many or too few characters. Parameter Name: schemaDefinition',
  ],
])('%s is refused', async (_title, format, definition, message) => {
  await expect(check(format, definition)).rejects.toMatchObject({ name: 'InvalidInputException', message });
});

test('a check leaves nothing behind', async () => {
  const { glue } = await withRegistry();
  await glue.send(
    new CheckSchemaVersionValidityCommand({ DataFormat: 'AVRO', SchemaDefinition: recordOf({}) }),
  );
  const { Registries } = await glue.send(new ListRegistriesCommand({}));
  expect(Registries?.map((registry) => registry.RegistryName)).toEqual(['glueline']);
});
