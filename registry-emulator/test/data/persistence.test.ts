import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  type GlueClient,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListSchemaVersionsCommand,
  RegisterSchemaVersionCommand,
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

test('what was answered survives a kill in the middle of many requests', async () => {
  const dataDir = await createDataDir();
  const accountsFile = join(dataDir, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify({ accounts: ACCOUNTS }));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { EMULATOR_PORT: '0', EMULATOR_ACCOUNTS_FILE: accountsFile, EMULATOR_DATA_DIR: dataDir },
  });
  const exited = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const glue = createClients((JSON.parse(line.toString()) as { endpoint: string }).endpoint).glueAs(PRODUCER);
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
