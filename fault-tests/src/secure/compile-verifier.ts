import { type ChildGroup, compileJava, findJars, readConfig } from '@glueline/local/parts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE_FILE = fileURLToPath(new URL('MskIamTokenVerifier.java', import.meta.url));

/** For the broker's class path. Resolves to the folder of the classes. */
export async function compileVerifier(children: ChildGroup, folder: string): Promise<string> {
  const classFolder = join(folder, 'classes');
  await mkdir(classFolder);
  const jars = findJars(readConfig(process.env).java, 'kafka');
  await compileJava(children, { sourceFiles: [SOURCE_FILE], jars, classFolder });
  return classFolder;
}
