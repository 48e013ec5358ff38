import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Fetches beside the place it goes to, so that it gets there in one step: what exists is complete.
 *
 * @param {string} folder
 * @param {(temporaryFolder: string) => Promise<string>} fetch resolves to what is to become `folder`
 */
export async function fetchFolder(folder, fetch) {
  await mkdir(dirname(folder), { recursive: true });
  await removeInterrupted(folder);
  const temporaryFolder = await mkdtemp(`${folder}.`);
  try {
    await moveUnlessThere(await fetch(temporaryFolder), folder);
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
export async function moveUnlessThere(from, to) {
  try {
    await rename(from, to);
  } catch (error) {
    // Somebody else, who fetched at the same time, was faster.
    if (!existsSync(to)) throw error;
  }
}

/** A fetch takes seconds; a folder this old is one that was killed. */
const INTERRUPTED_AFTER_MS = 3_600_000;

/** @param {string} folder that was fetched into a folder beside it */
export async function removeInterrupted(folder) {
  const cacheFolder = dirname(folder);
  const names = await readdir(cacheFolder);
  for (const name of names.filter((each) => each.startsWith(`${basename(folder)}.`))) {
    const interrupted = join(cacheFolder, name);
    const { mtimeMs } = await stat(interrupted);
    if (Date.now() - mtimeMs > INTERRUPTED_AFTER_MS) await rm(interrupted, { recursive: true, force: true });
  }
}
