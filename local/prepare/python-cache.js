import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toCacheFolder, toDigest } from './jar-cache.js';

export const requirementsFile = fileURLToPath(new URL('../requirements.txt', import.meta.url));

/**
 * The virtual environment of one requirements.txt, beside the jars.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function readPythonFolder(environment) {
  const cacheFolder = toCacheFolder({ environment, homeFolder: homedir() });
  return join(cacheFolder, `python-${toDigest(readFileSync(requirementsFile))}`);
}

/** @param {string} pythonFolder */
export const toPythonCommand = (pythonFolder) => join(pythonFolder, 'bin', 'python');
