import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const pomFile = fileURLToPath(new URL('../pom.xml', import.meta.url));

/** @param {{ environment: Readonly<Record<string, string | undefined>>, homeFolder: string }} from */
export function toCacheFolder({ environment, homeFolder }) {
  return (
    environment['GLUELINE_CACHE_DIR'] ||
    join(environment['XDG_CACHE_HOME'] || join(homeFolder, '.cache'), 'glueline')
  );
}

/** @param {string | Buffer} content */
export const toDigest = (content) => createHash('sha256').update(content).digest('hex').slice(0, 12);

/**
 * Where the jars of one pom.xml live; a changed pom.xml gets a new folder, so an old checkout keeps working.
 *
 * @param {{ environment: Readonly<Record<string, string | undefined>>, homeFolder: string, pom: string | Buffer }} from
 */
export function toJarFolder({ environment, homeFolder, pom }) {
  return join(toCacheFolder({ environment, homeFolder }), `jars-${toDigest(pom)}`);
}

/** @param {Readonly<Record<string, string | undefined>>} environment */
export function readJarFolder(environment) {
  return toJarFolder({ environment, homeFolder: homedir(), pom: readFileSync(pomFile) });
}
