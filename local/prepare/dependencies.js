import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { findStalePackage } from './installed-packages.js';
import { withLock } from './lock.js';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { runTool } from './run-tool.js';

const INSTALL = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];

/** Why `npm ci` has to run; undefined when it has not. @param {string} projectFolder */
export function findReasonToInstall(projectFolder) {
  const inModules = (/** @type {string[]} */ ...path) => join(projectFolder, 'node_modules', ...path);
  if (!existsSync(inModules('.package-lock.json'))) return 'missing';
  // A package of its own that downloads it while it is installed: npm's list does not say whether that was allowed.
  if (!existsSync(inModules('.bin', 'node'))) return 'without Node 24';
  const stale = findStalePackage(
    readJson(join(projectFolder, 'package-lock.json')),
    readJson(inModules('.package-lock.json')),
  );
  return stale && 'not those of package-lock.json';
}

/**
 * Installs the locked dependencies when they are missing or stale. Throws PrepareError.
 *
 * @param {string} projectFolder
 */
export async function prepareDependencies(projectFolder) {
  if (findReasonToInstall(projectFolder) === undefined) return;
  await withLock(join(projectFolder, '.glueline', 'prepare.lock'), async () => {
    // Again: whoever held the lock until now may have done it.
    const reason = findReasonToInstall(projectFolder);
    if (reason === undefined) return;
    await withProgress(`installing the dependencies (${reason})`, () => install(projectFolder));
  });
}

/** @param {string} projectFolder */
async function install(projectFolder) {
  const environment = toOutsideEnvironment(process.env);
  const { code, excerpt } = await runTool('npm', INSTALL, { cwd: projectFolder, environment });
  if (code === 0) return;
  throw new PrepareError(`npm ${INSTALL.join(' ')} failed (exit code ${code})`, {
    excerpt,
    remedy: 'Put right what npm says above, then start again.',
  });
}

/**
 * Inside an npm script the first `node` on the path is the one in node_modules, and npm ci deletes that folder while
 * it runs: it must run with the machine's own.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export function toOutsideEnvironment(environment) {
  const path = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join(sep, 'node_modules', '.bin')))
    .join(delimiter);
  return { ...environment, PATH: path };
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
