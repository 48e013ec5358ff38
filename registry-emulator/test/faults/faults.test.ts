import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  GetSchemaVersionCommand,
  ListRegistriesCommand,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { Fault } from '../../src/emulator.ts';
import {
  createTestClock,
  createTestEmulator,
  PRODUCER,
  recordOf,
  recordWithRequired,
  STRANGER,
} from '../emulator-fixture.ts';

const SDK_ATTEMPTS = 3;

async function start(faults: Fault[], attempts = 1) {
  // Near the real one: a client that sees its clock corrected repeats whatever failed.
  const clock = createTestClock(Date.now());
  const emulator = await createTestEmulator({ clock: clock.now });
  emulator.faults.replace(faults);
  const glue = emulator.glueAs(PRODUCER, 'eu-central-1', attempts);
  return { ...emulator, clock, glue, sts: emulator.stsAs(PRODUCER, attempts) };
}

test.each<[Fault['kind'], string, string, number]>([
  ['throttle', 'ThrottlingException', 'Rate exceeded', 400],
  ['internal-error', 'InternalServiceException', 'A fault on demand', 500],
  ['conflict', 'ConcurrentModificationException', 'A fault on demand', 400],
])('Glue fails with %s on demand, as %s, and then no more', async (kind, name, message, status) => {
  const { glue, faults } = await start([{ kind, operation: 'CreateRegistry', times: 1 } as Fault]);
  await glue.send(new ListRegistriesCommand({}));
  const create = () => glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  await expect(create()).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: status } });
  expect(faults.list()).toMatchObject([{ struck: 1 }]);
  // Nothing had been done: the name is free.
  expect((await create()).RegistryName).toBe('r');
});

test.each<[Fault['kind'], string, number]>([
  ['throttle', 'Throttling', 400],
  ['internal-error', 'InternalFailure', 500],
])('STS fails with %s on demand, as %s', async (kind, name, status) => {
  const { sts } = await start([{ kind, operation: 'GetCallerIdentity', times: 1 } as Fault]);
  const ask = () => sts.send(new GetCallerIdentityCommand({}));
  await expect(ask()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  expect((await ask()).Account).toBe('111111111111');
});

test.each<Fault['kind']>(['throttle', 'internal-error'])(
  "the SDK's own retries come through two of %s and give up at the third",
  async (kind) => {
    const { glue, sts, faults } = await start([], SDK_ATTEMPTS);
    faults.replace([{ kind, times: 2 } as Fault]);
    expect((await glue.send(new ListRegistriesCommand({}))).$metadata.attempts).toBe(3);
    faults.replace([{ kind, times: 2 } as Fault]);
    expect((await sts.send(new GetCallerIdentityCommand({}))).$metadata.attempts).toBe(3);
    faults.replace([{ kind } as Fault]);
    await expect(glue.send(new ListRegistriesCommand({}))).rejects.toMatchObject({
      $metadata: { attempts: 3 },
    });
    expect(faults.list()).toMatchObject([{ struck: 3 }]);
  },
);

test('the SDK does not repeat what conflicts', async () => {
  const { glue, faults } = await start([{ kind: 'conflict' }], SDK_ATTEMPTS);
  await expect(glue.send(new ListRegistriesCommand({}))).rejects.toMatchObject({
    name: 'ConcurrentModificationException',
    $metadata: { attempts: 1 },
  });
  expect(faults.list()).toMatchObject([{ struck: 1 }]);
});

test('a request that is refused anyway does not use up a fault', async () => {
  const { glueAs, faults } = await start([{ kind: 'throttle', times: 1 }]);
  const wrong = glueAs({ ...STRANGER, secretAccessKey: 'another' });
  await expect(wrong.send(new ListRegistriesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
  expect(faults.list()).toMatchObject([{ struck: 0 }]);
});

test('a delayed answer waits, and no longer than the emulator runs', async () => {
  const emulator = await start([{ kind: 'delay', delayMs: 3_600_000, times: 1 }]);
  const { glue, faults } = emulator;
  const delayed = glue.send(new ListRegistriesCommand({}));
  while (faults.list()[0]?.struck === 0) await new Promise((resolve) => setImmediate(resolve));
  // The delay is for one request: another overtakes it.
  await glue.send(new ListRegistriesCommand({}));
  expect(await Promise.race([delayed, Promise.resolve('still waiting')])).toBe('still waiting');
  await emulator.close();
  expect((await delayed).Registries).toEqual([]);
});

async function startWithSchema(faults: Fault[]) {
  const started = await start([]);
  const { glue } = started;
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r' }));
  await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'r' },
      SchemaName: 's',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: recordOf({}),
    }),
  );
  started.faults.replace(faults);
  const SchemaId = { RegistryName: 'r', SchemaName: 's' };
  const register = (SchemaDefinition: string) =>
    glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));
  const statusOf = async (SchemaVersionId: string | undefined) =>
    (await glue.send(new GetSchemaVersionCommand({ SchemaVersionId }))).Status;
  return { ...started, register, statusOf };
}

test('a compatible version becomes FAILURE on demand, and stays it', async () => {
  const { register, faults } = await startWithSchema([{ kind: 'version-failure', times: 1 }]);
  const failed = await register(recordOf({ a: 'int' }));
  expect(failed).toMatchObject({ VersionNumber: 2, Status: 'FAILURE' });
  expect(await register(recordOf({ a: 'int' }))).toMatchObject({ VersionNumber: 2, Status: 'FAILURE' });
  expect(await register(recordOf({ b: 'int' }))).toMatchObject({ VersionNumber: 3, Status: 'AVAILABLE' });
  expect(faults.list()).toMatchObject([{ struck: 1 }]);
});

test('a version stays PENDING on demand before it becomes what the check said', async () => {
  const { register, statusOf, clock } = await startWithSchema([
    { kind: 'version-pending', pendingMs: 60_000 },
  ]);
  const good = await register(recordOf({ a: 'int' }));
  const bad = await register(recordWithRequired('b', 'int'));
  expect([good.Status, bad.Status]).toEqual(['PENDING', 'PENDING']);
  clock.advance(59_999);
  expect(await statusOf(good.SchemaVersionId)).toBe('PENDING');
  clock.advance(1);
  expect(await statusOf(good.SchemaVersionId)).toBe('AVAILABLE');
  expect(await statusOf(bad.SchemaVersionId)).toBe('FAILURE');
});

test('a known definition is no new version and uses up no fault', async () => {
  const { register, faults } = await startWithSchema([{ kind: 'version-failure', times: 1 }]);
  expect(await register(recordOf({}))).toMatchObject({ VersionNumber: 1, Status: 'AVAILABLE' });
  expect(faults.list()).toMatchObject([{ struck: 0 }]);
});
