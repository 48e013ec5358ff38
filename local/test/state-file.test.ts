import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAccounts } from '../src/aws/accounts.ts';
import { isPipelineRunning } from '../src/running-process.ts';
import { AlreadyRunningError, claimState, publishState, readState, removeState } from '../src/state-file.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const always = () => true;
const never = () => false;
const mine = { pid: process.pid, runFolder: '/tmp/glueline-mine' };
const pipeline = {
  parts: { kafkaBrokers: 'k:1', dynamodbEndpoint: 'd', registryEndpoint: 'r', accounts: createAccounts() },
  producerEndpoint: 'p',
  consumerEndpoint: 'c',
};

test('what is published can be read by its owner only, and is gone when it is removed', async () => {
  const folder = await createFolder();
  await claimState(folder, mine);
  await publishState(folder, { ...mine, pipeline }, { AWS_REGION: 'eu-central-1' });

  expect(await readState(folder, always)).toEqual({ ...mine, pipeline });
  expect(await readFile(join(folder, 'env.sh'), 'utf8')).toBe("export AWS_REGION='eu-central-1'\n");
  for (const name of ['pipeline.json', 'env.sh']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }

  removeState(folder);
  expect(await readdir(folder)).toEqual([]);
});

test('a second pipeline is refused while the first one runs', async () => {
  const folder = await createFolder();
  await claimState(folder, { ...mine, pid: 4711 });

  const second = claimState(folder, mine, always);

  await expect(second).rejects.toThrow(AlreadyRunningError);
  await expect(second).rejects.toThrow('a pipeline is already running (process 4711, ');
});

test('of two that start at once only one gets the folder', async () => {
  const folder = await createFolder();

  const outcomes = await Promise.allSettled(
    [1, 2].map((pid) => claimState(folder, { ...mine, pid }, always)),
  );

  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a dead pipeline is no pipeline, and what it left is told to the next', async () => {
  const folder = await createFolder();
  const dead = { pid: 4711, runFolder: '/tmp/glueline-dead' };
  await claimState(folder, dead);

  expect(await readState(folder, never)).toBeUndefined();
  expect(await claimState(folder, mine, never)).toEqual(dead);
});

test('the state of another pipeline is not removed', async () => {
  const folder = await createFolder();
  await claimState(folder, { ...mine, pid: 4711 });
  removeState(folder);
  expect(await readdir(folder)).toEqual(['pipeline.json']);
});

test('a state file that cannot be understood counts as none', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'pipeline.json'), '{"pid":');
  expect(await readState(folder, always)).toBeUndefined();
  expect(await claimState(folder, mine, always)).toBeUndefined();
});

test('a process that runs but is no pipeline does not hold the folder', () => {
  expect(isPipelineRunning(process.pid)).toBe(false);
});
