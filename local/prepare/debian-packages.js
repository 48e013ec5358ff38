import { existsSync } from 'node:fs';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { runTool } from './run-tool.js';

/** By preference; Debian 13 has no 17 any more. */
export const JAVA_PACKAGES = ['openjdk-17-jre-headless', 'openjdk-21-jre-headless', 'default-jre-headless'];
export const MAVEN_PACKAGES = ['maven'];
/** Brings python3 with it. */
export const PYTHON_PACKAGES = ['python3-venv'];

/** @typedef {{ problem: string, packages: readonly string[] }} MissingTool any one of the packages will do */

/**
 * Installs the tools when this process may; otherwise says how to. Throws PrepareError.
 *
 * @param {readonly MissingTool[]} tools
 */
export async function installOrExplain(tools) {
  const problem = tools.map((tool) => tool.problem).join('\n');
  const names = tools.map((tool) => tool.packages[0]).join(' ');
  if (!existsSync('/etc/debian_version')) {
    throw new PrepareError(problem, { remedy: `Install it (on Debian: ${names}), then start again.` });
  }
  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
    throw new PrepareError(problem, { remedy: `Run this, then start again:\n\n  ${command}` });
  }
  await withProgress('updating the list of Debian packages', () => apt(['update']));
  for (const { packages } of tools) {
    const name = await findFirstKnown(packages);
    await withProgress(`installing ${name}`, () => apt(['install', '-y', '--no-install-recommends', name]));
  }
}

/** @param {readonly string[]} args */
async function apt(args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, excerpt } = await runTool('apt-get', args, { environment });
  if (code === 0) return;
  throw new PrepareError(`apt-get ${args.join(' ')} failed (exit code ${code})`, {
    excerpt,
    remedy: 'Put right what apt-get says above, then start again.',
  });
}

/** @param {readonly string[]} packages */
async function findFirstKnown(packages) {
  for (const name of packages) {
    const { code } = await runTool('apt-cache', ['show', name]);
    if (code === 0) return name;
  }
  throw new PrepareError(`this Debian has none of ${packages.join(', ')}`, {
    remedy: 'Install it from elsewhere, then start again.',
  });
}
