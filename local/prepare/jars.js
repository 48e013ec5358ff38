import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { moveUnlessThere, removeInterrupted } from './fetched-folder.js';
import { pomFile, readJarFolder } from './jar-cache.js';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { runTool } from './run-tool.js';

/** Each has a class path of its own: a profile in pom.xml and a folder in the cache. */
const PROFILES = /** @type {const} */ ([
  { profile: 'kafka', title: 'Kafka', isForTests: false },
  { profile: 'dynamodb', title: 'DynamoDB Local', isForTests: false },
  { profile: 'compiler', title: 'a Java compiler, for the tests', isForTests: true },
  { profile: 'serde', title: 'the official client of the registry, for the tests', isForTests: true },
]);

/** @typedef {{ forTests: boolean }} Purpose the tests need more than the pipeline does */

/** @param {Purpose} purpose */
export function areJarsThere(purpose) {
  return findMissingProfiles(purpose).length === 0;
}

/**
 * Fetches the jars that pom.xml names, once per content of that file. Throws PrepareError.
 *
 * @param {Purpose} purpose
 */
export async function prepareJars(purpose) {
  const jarFolder = readJarFolder(process.env);
  const missing = findMissingProfiles(purpose);
  if (missing.length === 0) return;
  await mkdir(jarFolder, { recursive: true });
  await removeInterrupted(jarFolder);
  // Beside the place they go to, so that each gets there in one step: what exists is complete.
  const temporaryFolder = await mkdtemp(`${jarFolder}.`);
  try {
    for (const { profile, title } of missing) {
      const fetched = join(temporaryFolder, profile);
      await withProgress(`fetching ${title}`, () => fetchJars(profile, fetched));
      await moveUnlessThere(fetched, join(jarFolder, profile));
    }
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** @param {Purpose} purpose */
function findMissingProfiles({ forTests }) {
  const jarFolder = readJarFolder(process.env);
  return PROFILES.filter(
    ({ profile, isForTests }) => (forTests || !isForTests) && !existsSync(join(jarFolder, profile)),
  );
}

/**
 * @param {string} profile
 * @param {string} folder
 */
async function fetchJars(profile, folder) {
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
