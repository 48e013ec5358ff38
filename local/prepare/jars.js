import { fetchMissing, findMissing } from './fetch-jars.js';
import { pomFile, readJarFolder } from './jar-cache.js';

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
  return findMissing(readJarFolder(process.env), toProfiles(purpose)).length === 0;
}

/**
 * Fetches the jars that pom.xml names, once per content of that file. Throws PrepareError.
 *
 * @param {Purpose} purpose
 */
export async function prepareJars(purpose) {
  await fetchMissing({ pomFile, jarFolder: readJarFolder(process.env), profiles: toProfiles(purpose) });
}

/** @param {Purpose} purpose */
function toProfiles({ forTests }) {
  return PROFILES.filter(({ isForTests }) => forTests || !isForTests);
}
