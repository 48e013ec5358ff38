import { type ChildGroup, findJars, readConfig } from '@glueline/local/parts';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE_FILE = fileURLToPath(new URL('MskIamTokenVerifier.java', import.meta.url));
const COMPILER = 'org.eclipse.jdt.internal.compiler.batch.Main';

/** For the broker's class path. Resolves to the folder of the classes. */
export async function compileVerifier(children: ChildGroup, folder: string): Promise<string> {
  const { java, childEnvironment } = readConfig(process.env);
  const classFolder = join(folder, 'classes');
  await mkdir(classFolder);
  const jars = findJars(java, 'kafka');
  // One by one: the compiler takes no "*" as Java does.
  const classPath = (await readdir(jars)).map((jar) => join(jars, jar)).join(':');
  const compiler = ['-cp', join(findJars(java, 'compiler'), '*'), COMPILER];
  await children.run({
    name: 'Java compiler',
    command: java.command,
    args: [...compiler, '--release', '17', '-cp', classPath, '-d', classFolder, SOURCE_FILE],
    environment: childEnvironment,
    stopTimeoutMs: 1000,
  });
  return classFolder;
}
