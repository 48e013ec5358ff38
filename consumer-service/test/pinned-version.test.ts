import {
  compileDefinition,
  InvalidDefinitionError,
  RegistryUnavailableError,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { StartError } from '../src/errors.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { readPinnedVersion } from '../src/pinned-version.ts';

const { key } = toMapping({ PARTITION_KEY: 'pk=device', SORT_KEY: 'at' });
const read = async (definition: string) =>
  readPinnedVersion(
    async () => ({ id: 'the-id', number: 1, definition, ...compileDefinition(definition) }),
    key,
  );
const failWith = (error: Error) => async () => {
  throw error;
};
const toDefinition = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'r', fields });
const DEVICE = { name: 'device_', originalName: 'device', type: 'string' };

test('a record that has the table’s key can be pinned', async () => {
  expect(await read(toDefinition(DEVICE, { name: 'at', type: 'string' }))).toMatchObject({ id: 'the-id' });
});

test.each([
  ['"string"', 'READER_SCHEMA_VERSION_ID: schema version the-id is not a record'],
  [toDefinition(DEVICE), 'READER_SCHEMA_VERSION_ID: schema version the-id has no field at'],
])('%s cannot', async (definition, message) => {
  await expect(read(definition)).rejects.toThrow(new StartError(message));
});

test.each([new SchemaVersionNotFoundError('there is none'), new InvalidDefinitionError('there is none')])(
  '%s is final and named with its setting',
  async (error) => {
    const reading = readPinnedVersion(failWith(error), key);
    await expect(reading).rejects.toThrow(new StartError('READER_SCHEMA_VERSION_ID: there is none'));
  },
);

test('an outage is not', async () => {
  const outage = new RegistryUnavailableError('away');
  await expect(readPinnedVersion(failWith(outage), key)).rejects.toBe(outage);
});
