import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const pomFile = fileURLToPath(new URL('../pom.xml', import.meta.url));

/**
 * Where the jars of one pom.xml live; a changed pom.xml gets a new folder, so an old checkout keeps working.
 *
 * @param {{ environment: Readonly<Record<string, string | undefined>>, homeFolder: string, pom: string | Buffer }} from
 */
export function toJarFolder({ environment, homeFolder, pom }) {
  const cacheFolder =
    environment['GLUELINE_CACHE_DIR'] ||
    join(environment['XDG_CACHE_HOME'] || join(homeFolder, '.cache'), 'glueline');
  return join(cacheFolder, `jars-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

/** @param {Readonly<Record<string, string | undefined>>} environment */
export function readJarFolder(environment) {
  return toJarFolder({ environment, homeFolder: homedir(), pom: readFileSync(pomFile) });
}
