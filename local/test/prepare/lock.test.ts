import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withLock } from '../../prepare/lock.js';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('what holds the lock is not interrupted by another', async () => {
  const folder = await createFolder();
  let workingCount = 0;
  const work = async () => {
    workingCount++;
    await readdir(folder);
    expect(workingCount).toBe(1);
    workingCount--;
  };

  await Promise.all([1, 2, 3].map(() => withLock(join(folder, 'lock'), work)));

  expect(await readdir(folder)).toEqual([]);
});

test('the lock is given back when the work fails', async () => {
  const folder = await createFolder();
  const work = () => Promise.reject(new Error('no network'));
  await expect(withLock(join(folder, 'lock'), work)).rejects.toThrow(new Error('no network'));
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that died is taken over', async () => {
  const folder = await createFolder();
  // Above what any Linux gives out.
  await writeFile(join(folder, 'lock'), String(2 ** 22 + 1));
  let isDone = false;
  await withLock(join(folder, 'lock'), () => {
    isDone = true;
    return Promise.resolve();
  });
  expect(isDone).toBe(true);
});
