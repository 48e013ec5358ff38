import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withProgress } from './progress.js';

const POLL_MS = 200;

/**
 * Runs `work` while no other process does: two installations at once in one node_modules would break each other.
 * The lock of a process that died is taken over.
 *
 * @param {string} lockFile
 * @param {() => Promise<void>} work
 */
export async function withLock(lockFile, work) {
  await mkdir(dirname(lockFile), { recursive: true });
  if (!(await tryLock(lockFile))) {
    await withProgress('waiting for another preparation of this folder', async () => {
      while (!(await tryLock(lockFile))) await delay(POLL_MS);
    });
  }
  try {
    await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** @param {string} lockFile */
async function tryLock(lockFile) {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  if (!(await isHeld(lockFile))) await rm(lockFile, { force: true });
  return false;
}

/** @param {string} lockFile */
async function isHeld(lockFile) {
  const pid = Number(await readFile(lockFile, 'utf8').catch(() => ''));
  // Empty for the moment between its creation and the write.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
