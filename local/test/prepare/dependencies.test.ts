import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findReasonToInstall, toOutsideEnvironment } from '../../prepare/dependencies.js';

async function createProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-project-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeLock(folder, '4.6.7');
  return folder;
}

const writeLock = (folder: string, version: string, name = 'package-lock.json') =>
  writeFile(join(folder, name), JSON.stringify({ packages: { 'node_modules/zod': { version } } }));

async function install(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules', '.bin'), { recursive: true });
  await writeFile(join(folder, 'node_modules', '.bin', 'node'), '');
  await writeLock(folder, '4.6.7', 'node_modules/.package-lock.json');
}

test('nothing is installed in a fresh clone', async () => {
  expect(findReasonToInstall(await createProject())).toBe('missing');
});

test('whoever installed it, what is locked is enough', async () => {
  const folder = await createProject();
  await install(folder);
  expect(findReasonToInstall(folder)).toBeUndefined();
});

test('another lockfile is a reason to install again', async () => {
  const folder = await createProject();
  await install(folder);
  await writeLock(folder, '4.6.8');
  expect(findReasonToInstall(folder)).toBe('not those of package-lock.json');
});

test('an installation whose scripts were not allowed lacks Node 24', async () => {
  const folder = await createProject();
  await install(folder);
  await rm(join(folder, 'node_modules', '.bin', 'node'));
  expect(findReasonToInstall(folder)).toBe('without Node 24');
});

test('npm runs with the node of the machine, not with the one it is about to delete', () => {
  const environment = toOutsideEnvironment({
    PATH: '/p/node_modules/.bin:/usr/bin:/node_modules/.bin',
    A: '1',
  });
  expect(environment).toEqual({ PATH: '/usr/bin', A: '1' });
});
