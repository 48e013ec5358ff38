import { join } from 'node:path';

/**
 * Maven looks at JAVA_HOME first; so do we, or the version that is checked would not be the one that runs.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function toJavaCommand(environment) {
  const home = environment['JAVA_HOME'];
  return home ? join(home, 'bin', 'java') : 'java';
}
