import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  type Compatibility,
  type GlueClient,
  GetSchemaVersionCommand,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import {
  createTestClock,
  createTestEmulator,
  PRODUCER,
  recordOf,
  recordWithRequired,
} from '../emulator-fixture.ts';

const BASE = recordOf({ a: 'int' });
/** Readable by what comes after it, and reads what came before: allowed by every mode. */
const ADDS_OPTIONAL = recordOf({ a: 'int', b: 'string' });
/** Reads everything before it (int becomes long), cannot be read by it. */
const WIDENS = recordOf({ a: 'long' });
/** Cannot read what came before (no value for b), can be read by it. */
const ADDS_REQUIRED = recordWithRequired('b', 'int');
const RENAMES_TYPE = recordOf({ a: 'string' });

async function createSchema(compatibility: Compatibility) {
  const clock = createTestClock();
  const { glueAs } = await createTestEmulator({ clock: clock.now, pendingDelayMs: 1000 });
  const glue = glueAs(PRODUCER);
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  const SchemaId = { RegistryName: 'r', SchemaName: 's' };
  await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'r' },
      SchemaName: 's',
      DataFormat: 'AVRO',
      Compatibility: compatibility,
      SchemaDefinition: BASE,
    }),
  );
  const register = (definition: string) =>
    glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: definition }));
  return { clock, glue, register };
}

async function settledStatus(glue: GlueClient, id: string | undefined) {
  const version = await glue.send(new GetSchemaVersionCommand({ SchemaVersionId: id! }));
  return version.Status;
}

describe.each<[Compatibility, string, string, string, string]>([
  // mode, adds optional, widens, adds required, changes type
  ['NONE', 'AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'AVAILABLE'],
  ['BACKWARD', 'AVAILABLE', 'AVAILABLE', 'FAILURE', 'FAILURE'],
  ['BACKWARD_ALL', 'AVAILABLE', 'AVAILABLE', 'FAILURE', 'FAILURE'],
  ['FORWARD', 'AVAILABLE', 'FAILURE', 'AVAILABLE', 'FAILURE'],
  ['FORWARD_ALL', 'AVAILABLE', 'FAILURE', 'AVAILABLE', 'FAILURE'],
  ['FULL', 'AVAILABLE', 'FAILURE', 'FAILURE', 'FAILURE'],
  ['FULL_ALL', 'AVAILABLE', 'FAILURE', 'FAILURE', 'FAILURE'],
])('%s', (mode, addsOptional, widens, addsRequired, changesType) => {
  test.each([
    ['an added optional field', ADDS_OPTIONAL, addsOptional],
    ['a widened type', WIDENS, widens],
    ['an added required field', ADDS_REQUIRED, addsRequired],
    ['a changed type', RENAMES_TYPE, changesType],
  ])('decides on %s', async (_title, definition, expected) => {
    const { clock, glue, register } = await createSchema(mode);
    const registered = await register(definition);
    expect(registered.Status).toBe(mode.endsWith('_ALL') ? 'PENDING' : expected);
    clock.advance(1000);
    expect(await settledStatus(glue, registered.SchemaVersionId)).toBe(expected);
  });
});

test('DISABLED refuses a new version and still finds the one there is', async () => {
  const { register } = await createSchema('DISABLED');
  await expect(register(ADDS_OPTIONAL)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message:
      'Compatibility DISABLED does not allow versioning. ' +
      'SchemaId: SchemaId(schemaArn=null, schemaName=s, registryName=r)',
  });
  expect(await register(BASE)).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE' });
});

// a: int, then none, then a: string. The third reads the second but not the first.
test.each([
  ['BACKWARD', 'AVAILABLE'],
  ['BACKWARD_ALL', 'FAILURE'],
] as const)('%s compares with the right versions', async (mode, expected) => {
  const { clock, glue, register } = await createSchema(mode);
  await register(recordOf({}));
  const third = await register(RENAMES_TYPE);
  clock.advance(1000);
  expect(await settledStatus(glue, third.SchemaVersionId)).toBe(expected);
});

test('a failed version is no longer compared with', async () => {
  const { register } = await createSchema('BACKWARD');
  expect((await register(RENAMES_TYPE)).Status).toBe('FAILURE');
  expect(await register(ADDS_OPTIONAL)).toMatchObject({ VersionNumber: 3, Status: 'AVAILABLE' });
});
