import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimDataFolder, DataFolderInUseError, releaseDataFolder } from '../src/data-folder.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-data-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a folder that a running pipeline has is refused', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'pipeline.pid'), '4711');

  const claim = claimDataFolder(folder, () => true);

  const message = `${folder} is the data folder of a running pipeline (process 4711).`;
  await expect(claim).rejects.toThrow(new DataFolderInUseError(message));
  releaseDataFolder(folder);
  expect(await readdir(folder)).toEqual(['pipeline.pid']);
});

test('a folder that a dead pipeline had is taken, and given back', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'pipeline.pid'), '4711');

  await claimDataFolder(folder, () => false);
  await expect(claimDataFolder(folder, () => true)).rejects.toThrow(DataFolderInUseError);

  releaseDataFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

test('of two that want it at once only one gets it', async () => {
  const folder = await createFolder();
  const claims = [1, 2].map(() => claimDataFolder(folder, () => true));
  const outcomes = await Promise.allSettled(claims);
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
