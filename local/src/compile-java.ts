import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildGroup } from './child/child-group.ts';
import { readConfig } from './config.ts';
import { findJars } from './java.ts';

const COMPILER = 'org.eclipse.jdt.internal.compiler.batch.Main';

/** Against the jars of one folder; `classFolder` gets the classes. Throws ChildDiedError with what the compiler said. */
export async function compileJava(
  children: ChildGroup,
  from: { sourceFiles: readonly string[]; jars: string; classFolder: string },
): Promise<void> {
  const { java, childEnvironment } = readConfig(process.env);
  // One by one: the compiler takes no "*" as Java does.
  const classPath = (await readdir(from.jars)).map((jar) => join(from.jars, jar)).join(':');
  const compiler = ['-cp', join(findJars(java, 'compiler'), '*'), COMPILER];
  const options = ['--release', '17', '-cp', classPath, '-d', from.classFolder];
  await children.run({
    name: 'Java compiler',
    command: java.command,
    args: [...compiler, ...options, ...from.sourceFiles],
    environment: childEnvironment,
    stopTimeoutMs: 1000,
  });
}
