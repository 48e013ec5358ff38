import { findJars, prepareClassFolder, readConfig } from '@glueline/local/parts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCE_FOLDER = join(import.meta.dirname, 'java');

/** Resolves to the folder of the classes. */
export async function compilePeer(): Promise<string> {
  const sourceFiles = (await readdir(SOURCE_FOLDER)).sort().map((name) => join(SOURCE_FOLDER, name));
  const jars = findJars(readConfig(process.env).java, 'serde');
  return prepareClassFolder({ name: 'peer', sourceFiles, jars });
}
