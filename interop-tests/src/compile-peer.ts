import { compileJava, createChildGroup, readConfig } from '@glueline/local/parts';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCE_FOLDER = join(import.meta.dirname, 'java');

/** Once per content of the sources, because every test file needs it. Resolves to the folder of the classes. */
export async function compilePeer(): Promise<string> {
  const names = (await readdir(SOURCE_FOLDER)).sort();
  const sourceFiles = names.map((name) => join(SOURCE_FOLDER, name));
  const digest = createHash('sha256');
  for (const file of sourceFiles) digest.update(await readFile(file));
  const { jarFolder } = readConfig(process.env).java;
  const folder = join(jarFolder, `peer-${digest.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) await compileInto(folder, sourceFiles);
  return folder;
}

async function compileInto(folder: string, sourceFiles: readonly string[]): Promise<void> {
  // Beside the place they go to, so that they get there in one step: what exists is complete.
  const classFolder = await mkdtemp(`${folder}.`);
  try {
    await compileJava(createChildGroup(), { sourceFiles, profile: 'serde', classFolder });
    await rename(classFolder, folder);
  } catch (error) {
    // Another test file, which compiled at the same time, was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(classFolder, { recursive: true, force: true });
  }
}
