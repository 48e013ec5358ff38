import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PrepareError } from './prepare-error.js';
import { runTool } from './run-tool.js';

/**
 * Fetches a Debian package and unpacks it without installing it, for which nobody has to be root: its files, not what
 * it depends on. Resolves to the folder with them. Throws PrepareError.
 *
 * @param {string} name
 * @param {string} folder that is empty, or has nothing of these names
 */
export async function unpackDebianPackage(name, folder) {
  const archives = join(folder, 'archives');
  const unpacked = join(folder, 'unpacked');
  await Promise.all([mkdir(archives), mkdir(unpacked)]);
  // The machine's own lists may be missing, as in a fresh container, or name a version that is gone.
  const withOwnLists = await download(name, archives, []);
  if (withOwnLists.code !== 0) {
    const ownState = await createState(folder);
    await run('apt-get', [...ownState, '--error-on=any', '--quiet', 'update']);
    assertSuccess('apt-get download', await download(name, archives, ownState));
  }
  const archive = (await readdir(archives)).find((file) => file.endsWith('.deb'));
  await run('dpkg-deb', ['--extract', join(archives, archive ?? `${name}.deb`), unpacked]);
  return unpacked;
}

/**
 * @param {string} name
 * @param {string} cwd
 * @param {readonly string[]} options
 */
function download(name, cwd, options) {
  // As root apt would hand over to a user who may not write into the folder.
  const asThisUser = ['--option', 'APT::Sandbox::User=root'];
  return runTool('apt-get', [...options, ...asThisUser, '--quiet', 'download', name], { cwd });
}

/** Lists of packages of our own: those of the machine are root's. @param {string} folder */
async function createState(folder) {
  const state = join(folder, 'state');
  const cache = join(folder, 'cache');
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const options = {
    'Dir::State': state,
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': cache,
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(options).flatMap(([option, value]) => ['--option', `${option}=${value}`]);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function run(command, args) {
  assertSuccess(`${command} ${args.at(-1)}`, await runTool(command, args));
}

/**
 * @param {string} what
 * @param {{ code: number, excerpt: string[] }} result
 */
function assertSuccess(what, { code, excerpt }) {
  if (code === 0) return;
  throw new PrepareError(`${what} failed (exit code ${code})`, {
    excerpt,
    remedy: 'The archive that apt is configured for has to be reachable. Then start again.',
  });
}
