import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteSchemaVersionsCommand,
  GetRegistryCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  GetTagsCommand,
  type GlueClient,
  ListRegistriesCommand,
  ListSchemaVersionsCommand,
  PutSchemaVersionMetadataCommand,
  QuerySchemaVersionMetadataCommand,
  RegisterSchemaVersionCommand,
  TagResourceCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-glue';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigurationError } from '../../src/errors.ts';
import { startEmulator } from '../../src/emulator.ts';
import {
  ACCOUNTS,
  createClients,
  createTestClock,
  createTestEmulator,
  PRODUCER,
  recordOf,
} from '../emulator-fixture.ts';

const REGISTRY_ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/r';
const SchemaId = { RegistryName: 'r', SchemaName: 's' };

async function createDataDir(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'registry-emulator-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

async function createSchema(glue: GlueClient): Promise<void> {
  await glue.send(new CreateRegistryCommand({ RegistryName: 'r', Description: 'kept' }));
  await glue.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'r' },
      SchemaName: 's',
      DataFormat: 'AVRO',
      Compatibility: 'FULL_ALL',
      Tags: { kept: 'too' },
      SchemaDefinition: recordOf({}),
    }),
  );
}

const register = (glue: GlueClient, fields: Record<string, string>) =>
  glue.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: recordOf(fields) }));

test('a new start knows everything, and a pending version goes on settling', async () => {
  const dataDir = await createDataDir();
  const clock = createTestClock();
  const options = {
    dataDir,
    clock: clock.now,
    pendingDelayMs: 1000,
    host: '127.0.0.1',
    port: 0,
    accounts: ACCOUNTS,
  };
  const first = await startEmulator(options);
  const before = createClients(first.endpoint, clock.now).glueAs(PRODUCER);
  await createSchema(before);
  const pending = await register(before, { a: 'int' });
  const schema = await before.send(new GetSchemaCommand({ SchemaId }));
  await first.close();

  const { glueAs } = await createTestEmulator(options);
  const glue = glueAs(PRODUCER);
  const { $metadata: _before, ...expected } = schema;
  expect(await glue.send(new GetSchemaCommand({ SchemaId }))).toMatchObject(expected);
  const getVersion = new GetSchemaVersionCommand({ SchemaVersionId: pending.SchemaVersionId! });
  expect((await glue.send(getVersion)).Status).toBe('PENDING');
  clock.advance(1000);
  expect((await glue.send(getVersion)).Status).toBe('AVAILABLE');
  // The index by definition and the next number were made again.
  expect(await register(glue, { a: 'int' })).toMatchObject({ VersionNumber: 2 });
  expect(await register(glue, { a: 'string' })).toMatchObject({ VersionNumber: 3, Status: 'PENDING' });
  expect(await readdir(dataDir)).toEqual(['registry.json']);
});

test('a new start knows tags, metadata, the checkpoint, and that a number was used', async () => {
  const dataDir = await createDataDir();
  const clock = createTestClock();
  const first = await startEmulator({
    dataDir,
    clock: clock.now,
    pendingDelayMs: 0,
    host: '127.0.0.1',
    port: 0,
    accounts: ACCOUNTS,
  });
  const before = createClients(first.endpoint, clock.now).glueAs(PRODUCER);
  await createSchema(before);
  await register(before, { a: 'int' });
  await register(before, { a: 'int', b: 'int' });
  const SchemaVersionNumber = { VersionNumber: 2 };
  const MetadataKeyValue = { MetadataKey: 'k', MetadataValue: 'v' };
  await before.send(new UpdateSchemaCommand({ SchemaId, SchemaVersionNumber }));
  await before.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: '3' }));
  await before.send(new PutSchemaVersionMetadataCommand({ SchemaId, SchemaVersionNumber, MetadataKeyValue }));
  await before.send(new TagResourceCommand({ ResourceArn: REGISTRY_ARN, TagsToAdd: { a: 'b' } }));
  await first.close();

  const { glueAs } = await createTestEmulator({ dataDir, clock: clock.now });
  const glue = glueAs(PRODUCER);
  expect(await glue.send(new GetSchemaCommand({ SchemaId }))).toMatchObject({
    SchemaCheckpoint: 2,
    LatestSchemaVersion: 2,
    NextSchemaVersion: 4,
  });
  const metadata = await glue.send(new QuerySchemaVersionMetadataCommand({ SchemaId, SchemaVersionNumber }));
  expect(metadata.MetadataInfoMap).toMatchObject({ k: { MetadataValue: 'v' } });
  expect(await glue.send(new GetTagsCommand({ ResourceArn: REGISTRY_ARN }))).toMatchObject({
    Tags: { a: 'b' },
  });
});

test('a registry that was being deleted goes on disappearing after a new start', async () => {
  const dataDir = await createDataDir();
  const clock = createTestClock();
  const first = await startEmulator({
    dataDir,
    clock: clock.now,
    host: '127.0.0.1',
    port: 0,
    accounts: ACCOUNTS,
  });
  const before = createClients(first.endpoint, clock.now).glueAs(PRODUCER);
  await createSchema(before);
  const RegistryId = { RegistryName: 'r' };
  await before.send(new DeleteRegistryCommand({ RegistryId }));
  await first.close();

  const { glueAs } = await createTestEmulator({ dataDir, clock: clock.now });
  const glue = glueAs(PRODUCER);
  expect((await glue.send(new GetRegistryCommand({ RegistryId }))).Status).toBe('DELETING');
  clock.advance(700);
  expect((await glue.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
});

async function startChild(dataDir: string) {
  const accountsFile = join(dataDir, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify({ accounts: ACCOUNTS }));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { EMULATOR_PORT: '0', EMULATOR_ACCOUNTS_FILE: accountsFile, EMULATOR_DATA_DIR: dataDir },
  });
  const exited = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
  return { child, exited, glue: createClients(endpoint).glueAs(PRODUCER) };
}

test('what was answered survives a kill in the middle of many requests', async () => {
  const dataDir = await createDataDir();
  const { child, exited, glue } = await startChild(dataDir);
  await createSchema(glue);
  const answered = new Set<string>();
  const requests = Array.from({ length: 60 }, async (_, index) => {
    const { SchemaVersionId } = await register(glue, { [`f${index}`]: 'int' });
    answered.add(SchemaVersionId!);
    if (answered.size === 20) child.kill('SIGKILL');
  });
  await Promise.allSettled(requests);
  await exited;
  expect(answered.size).toBeGreaterThanOrEqual(20);

  const { glueAs } = await createTestEmulator({ dataDir });
  const { Schemas = [] } = await glueAs(PRODUCER).send(
    new ListSchemaVersionsCommand({ SchemaId, MaxResults: 100 }),
  );
  const stored = new Set(Schemas.map((version) => version.SchemaVersionId));
  expect([...answered].filter((id) => !stored.has(id))).toEqual([]);
});

test('what was answered as changed or deleted survives a kill as well', async () => {
  const dataDir = await createDataDir();
  const { child, exited, glue } = await startChild(dataDir);
  await createSchema(glue);
  for (let index = 0; index < 40; index++) await register(glue, { [`f${index}`]: 'int' });
  const deleted = new Set<number>();
  const tagged = new Set<string>();
  const requests = Array.from({ length: 40 }, async (_, index) => {
    const tag = `t${index}`;
    await glue.send(new DeleteSchemaVersionsCommand({ SchemaId, Versions: `${index + 2}` }));
    deleted.add(index + 2);
    await glue.send(new TagResourceCommand({ ResourceArn: REGISTRY_ARN, TagsToAdd: { [tag]: 'v' } }));
    tagged.add(tag);
    if (tagged.size === 10) child.kill('SIGKILL');
  });
  await Promise.allSettled(requests);
  await exited;
  expect(tagged.size).toBeGreaterThanOrEqual(10);

  const { glueAs } = await createTestEmulator({ dataDir });
  const after = glueAs(PRODUCER);
  const { Schemas = [] } = await after.send(new ListSchemaVersionsCommand({ SchemaId, MaxResults: 100 }));
  expect(Schemas.filter((version) => deleted.has(version.VersionNumber!))).toEqual([]);
  const { Tags = {} } = await after.send(new GetTagsCommand({ ResourceArn: REGISTRY_ARN }));
  expect([...tagged].filter((tag) => Tags[tag] === undefined)).toEqual([]);
  const next = await after.send(new GetSchemaCommand({ SchemaId }));
  expect(next).toMatchObject({ NextSchemaVersion: 42 });
});

test('what a kill left half-written is not read, and does not stand in the way', async () => {
  const dataDir = await createDataDir();
  await writeFile(join(dataDir, 'registry.json.tmp'), '{"format":2,"regi');
  const first = await startEmulator({ host: '127.0.0.1', port: 0, accounts: ACCOUNTS, dataDir });
  await createSchema(createClients(first.endpoint).glueAs(PRODUCER));
  await first.close();
  expect(await readdir(dataDir)).toEqual(['registry.json']);

  const { glueAs } = await createTestEmulator({ dataDir });
  expect((await glueAs(PRODUCER).send(new GetSchemaCommand({ SchemaId }))).SchemaName).toBe('s');
});

test('a file that is no snapshot is left alone and named', async () => {
  const dataDir = await createDataDir();
  const path = join(dataDir, 'registry.json');
  await writeFile(path, '{"format":99}');
  const starting = startEmulator({ host: '127.0.0.1', port: 0, accounts: ACCOUNTS, dataDir });
  await expect(starting).rejects.toThrow(
    new ConfigurationError([`${path} is not a snapshot of this emulator: move it away to start empty`]),
  );
});

test('a change that cannot be stored is not answered as done', async () => {
  const dataDir = await createDataDir();
  const unexpected: unknown[] = [];
  const { glueAs } = await createTestEmulator({
    dataDir,
    onUnexpectedError: (error) => unexpected.push(error),
  });
  const glue = glueAs(PRODUCER);
  await createSchema(glue);
  await rm(dataDir, { recursive: true });
  await expect(register(glue, { a: 'int' })).rejects.toMatchObject({
    name: 'InternalServiceException',
    $metadata: { httpStatusCode: 500 },
  });
  expect(unexpected).toMatchObject([{ code: 'ENOENT' }]);
  // There again, so that closing can store what is still to be stored.
  await mkdir(dataDir);
});
