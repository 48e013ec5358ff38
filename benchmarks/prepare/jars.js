import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJarFolder } from '../../local/prepare/jar-cache.js';

export const pomFile = fileURLToPath(new URL('../pom.xml', import.meta.url));

export const PROFILES = /** @type {const} */ ([
  { profile: 'consumers', title: "the Java consumers' libraries" },
  { profile: 'flink', title: 'Flink' },
]);

/** Beside those of `local/pom.xml`, in a folder of this pom.xml's own. */
export const readBenchmarkJarFolder = () =>
  toJarFolder({ environment: process.env, homeFolder: homedir(), pom: readFileSync(pomFile) });

/**
 * Throws when they were not fetched.
 *
 * @param {(typeof PROFILES)[number]['profile']} profile
 */
export function findBenchmarkJars(profile) {
  const folder = join(readBenchmarkJarFolder(), profile);
  if (!existsSync(folder)) {
    throw new Error(`${folder} is missing: fetch the jars with "node benchmarks/prepare/prepare.js"`);
  }
  return folder;
}
