import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { unpackDebianPackage } from './debian-archive.js';
import { fetchFolder } from './fetched-folder.js';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { MIN_PROMETHEUS, readPrometheusFolder } from './prometheus-cache.js';
import { runTool } from './run-tool.js';
import { isAtLeast, parsePrometheusVersion } from './versions.js';

const PROGRAMS = /** @type {const} */ (['prometheus', 'promtool']);

function isPrometheusThere() {
  const folder = readPrometheusFolder(process.env);
  // One that was linked to may have been uninstalled since.
  return PROGRAMS.every((name) => existsSync(join(folder, name)));
}

/**
 * Prometheus and promtool for the tests: the machine's own, else Debian's, unpacked and not installed, because its
 * package would start a server on the machine. Throws PrepareError.
 */
export async function preparePrometheus() {
  if (isPrometheusThere()) return;
  const folder = readPrometheusFolder(process.env);
  await fetchFolder(folder, async (temporaryFolder) => {
    const binaries = join(temporaryFolder, 'binaries');
    await mkdir(binaries);
    if (!(await linkOwn(binaries))) await fetchDebians(temporaryFolder, binaries);
    // Links that lead nowhere any more.
    if (!isPrometheusThere()) await rm(folder, { recursive: true, force: true });
    return binaries;
  });
}

/** @param {string} binaries */
async function linkOwn(binaries) {
  const own = await Promise.all(PROGRAMS.map((name) => findOwn(name)));
  const found = own.filter((program) => program !== undefined);
  if (found.length < PROGRAMS.length) return false;
  await Promise.all(found.map(({ name, file }) => symlink(file, join(binaries, name))));
  return true;
}

/** @param {typeof PROGRAMS[number]} name */
async function findOwn(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const file = folders.map((folder) => join(folder, name)).find((each) => existsSync(each));
  if (file === undefined) return undefined;
  const version = parsePrometheusVersion((await runTool(file, ['--version'])).output);
  return version !== undefined && isAtLeast(version, MIN_PROMETHEUS) ? { name, file } : undefined;
}

/**
 * @param {string} temporaryFolder
 * @param {string} binaries
 */
async function fetchDebians(temporaryFolder, binaries) {
  const problem = `Prometheus ${MIN_PROMETHEUS.join('.')} or later is needed by the tests.`;
  if (!existsSync('/etc/debian_version')) {
    throw new PrepareError(problem, {
      remedy: 'Install it, so that prometheus and promtool are on PATH, then start again.',
    });
  }
  await withProgress('fetching Prometheus, for the tests', async () => {
    const unpacked = await unpackDebianPackage('prometheus', temporaryFolder);
    for (const name of PROGRAMS) await rename(join(unpacked, 'usr', 'bin', name), join(binaries, name));
  });
  const { output } = await runTool(join(binaries, 'prometheus'), ['--version']);
  const version = parsePrometheusVersion(output);
  if (version !== undefined && isAtLeast(version, MIN_PROMETHEUS)) return;
  throw new PrepareError(`${problem} This Debian's is ${version ?? 'of no known version'}.`, {
    remedy: 'Put a later prometheus and promtool on PATH, then start again.',
  });
}
