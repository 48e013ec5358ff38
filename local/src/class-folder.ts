import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createChildGroup } from './child/child-group.ts';
import { compileJava } from './compile-java.ts';
import { readConfig } from './config.ts';

type Classes = { name: string; sourceFiles: readonly string[]; jars: string };

/** Compiles once per content of the sources. Resolves to the folder of the classes, beside the jars. */
export async function prepareClassFolder({ name, sourceFiles, jars }: Classes): Promise<string> {
  const digest = createHash('sha256');
  for (const file of sourceFiles) digest.update(await readFile(file));
  const { jarFolder } = readConfig(process.env).java;
  const folder = join(jarFolder, `${name}-${digest.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) await compileInto(folder, { sourceFiles, jars });
  return folder;
}

async function compileInto(folder: string, from: Omit<Classes, 'name'>): Promise<void> {
  // Beside the place they go to, so that they get there in one step: what exists is complete.
  const classFolder = await mkdtemp(`${folder}.`);
  try {
    await compileJava(createChildGroup(), { ...from, classFolder });
    await rename(classFolder, folder);
  } catch (error) {
    // Another process, which compiled at the same time, was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(classFolder, { recursive: true, force: true });
  }
}
