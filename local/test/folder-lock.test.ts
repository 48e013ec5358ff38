import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isFolderLocked, lockFolder } from '../src/folder-lock.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('of many that want a folder at once exactly one gets it', async () => {
  const folder = await createFolder();
  const locks = await Promise.all(Array.from({ length: 20 }, async () => lockFolder(folder)));
  const held = locks.filter((lock) => lock !== undefined);
  expect(held).toHaveLength(1);
  expect(await isFolderLocked(folder)).toBe(true);
  held[0]!.release();
});

test('a released folder can be taken again', async () => {
  const folder = await createFolder();
  expect(await isFolderLocked(folder)).toBe(false);
  const first = await lockFolder(folder);
  first?.release();
  expect(await isFolderLocked(folder)).toBe(false);
  const second = await lockFolder(folder);
  expect(second).toBeDefined();
  second?.release();
});

test('another path to the folder is the same folder, and another folder is not', async () => {
  const folder = await createFolder();
  const lock = await lockFolder(folder);
  const link = `${folder}-link`;
  await symlink(folder, link);
  onTestFinished(() => rm(link));
  expect(await lockFolder(link)).toBeUndefined();
  expect(await isFolderLocked(await createFolder())).toBe(false);
  lock?.release();
});

test('a process that is killed gives its folder back', async () => {
  const folder = await createFolder();
  const file = JSON.stringify(new URL('../src/folder-lock.ts', import.meta.url).href);
  const script = `const { lockFolder } = await import(${file});
    await lockFolder(process.argv[1]); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script, folder]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  expect(await lockFolder(folder)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockFolder(folder);
  expect(lock).toBeDefined();
  lock?.release();
});
