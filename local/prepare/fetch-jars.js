import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { moveUnlessThere, removeInterrupted } from './fetched-folder.js';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { runTool } from './run-tool.js';

/** @typedef {{ profile: string, title: string }} JarProfile of a pom.xml, and a folder of the same name */

/**
 * @template {JarProfile} Profile
 * @param {string} jarFolder
 * @param {readonly Profile[]} profiles
 */
export const findMissing = (jarFolder, profiles) =>
  profiles.filter(({ profile }) => !existsSync(join(jarFolder, profile)));

/**
 * Fetches those that are missing in `jarFolder`. Throws PrepareError.
 *
 * @param {{ pomFile: string, jarFolder: string, profiles: readonly JarProfile[] }} set
 */
export async function fetchMissing({ pomFile, jarFolder, profiles }) {
  const missing = findMissing(jarFolder, profiles);
  if (missing.length === 0) return;
  await mkdir(jarFolder, { recursive: true });
  await removeInterrupted(jarFolder);
  // Beside the place they go to, so that each gets there in one step: what exists is complete.
  const temporaryFolder = await mkdtemp(`${jarFolder}.`);
  try {
    for (const { profile, title } of missing) {
      const fetched = join(temporaryFolder, profile);
      await withProgress(`fetching ${title}`, () => fetchJars(pomFile, profile, fetched));
      await moveUnlessThere(fetched, join(jarFolder, profile));
    }
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/**
 * @param {string} pomFile
 * @param {string} profile
 * @param {string} folder
 */
async function fetchJars(pomFile, profile, folder) {
  const quiet = ['--batch-mode', '--quiet', '--no-transfer-progress'];
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const args = [...quiet, '--file', pomFile, '--activate-profiles', profile, ...copy];
  const { code, excerpt } = await runTool('mvn', args);
  if (code === 0) return;
  throw new PrepareError(`Maven could not fetch the jars of profile ${profile} (exit code ${code})`, {
    excerpt,
    remedy: 'Maven Central, or the mirror in ~/.m2/settings.xml, has to be reachable. Then start again.',
  });
}
