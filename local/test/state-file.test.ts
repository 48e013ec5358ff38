import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAccounts } from '../src/aws/accounts.ts';
import { AlreadyRunningError, claimState, publishState, readState } from '../src/state-file.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const mine = { pid: process.pid, runFolder: '/tmp/glueline-mine' };
const pipeline = {
  parts: { kafkaBrokers: 'k:1', dynamodbEndpoint: 'd', registryEndpoint: 'r', accounts: createAccounts() },
  producerEndpoint: 'p',
  consumerEndpoint: 'c',
};

test('what is published can be read by its owner only, and is gone when it is released', async () => {
  const folder = await createFolder();
  const claim = await claimState(folder, mine);
  expect(await readState(folder)).toEqual(mine);
  await publishState(folder, { ...mine, pipeline }, { AWS_REGION: 'eu-central-1' });

  expect(await readState(folder)).toEqual({ ...mine, pipeline });
  expect(await readFile(join(folder, 'env.sh'), 'utf8')).toBe("export AWS_REGION='eu-central-1'\n");
  for (const name of ['pipeline.json', 'env.sh']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }

  claim.release();
  expect(await readdir(folder)).toEqual([]);
});

test('a second pipeline is refused while the first one runs, and told which it is', async () => {
  const folder = await createFolder();
  const first = await claimState(folder, { ...mine, pid: 4711 });

  const second = claimState(folder, mine);

  await expect(second).rejects.toThrow(AlreadyRunningError);
  await expect(second).rejects.toThrow('a pipeline is already running (process 4711, ');
  first.release();
});

test('a dead pipeline is no pipeline, and what it left is told to the next', async () => {
  const folder = await createFolder();
  const dead = { pid: 4711, runFolder: '/tmp/glueline-dead' };
  await writeFile(join(folder, 'pipeline.json'), JSON.stringify(dead));

  expect(await readState(folder)).toBeUndefined();
  const claim = await claimState(folder, mine);
  expect(claim.left).toEqual(dead);
  claim.release();
});

test('a state file that cannot be understood counts as none', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'pipeline.json'), '{"pid":');
  expect(await readState(folder)).toBeUndefined();
  const claim = await claimState(folder, mine);
  expect(claim.left).toBeUndefined();
  claim.release();
});

test('without a state folder there is no pipeline', async () => {
  expect(await readState(join(await createFolder(), 'nowhere'))).toBeUndefined();
});
