import { existsSync } from 'node:fs';
import { fetchFolder } from './fetched-folder.js';
import { PrepareError } from './prepare-error.js';
import { withProgress } from './progress.js';
import { readPythonFolder, requirementsFile, toPythonCommand } from './python-cache.js';
import { runTool } from './run-tool.js';

export function isPythonThere() {
  return existsSync(readPythonFolder(process.env));
}

/** What requirements.txt names, in a virtual environment, once per content of that file. Throws PrepareError. */
export async function preparePython() {
  if (isPythonThere()) return;
  // Only its `python` is used, which finds its packages beside itself: so it may move once it is complete.
  await fetchFolder(readPythonFolder(process.env), async (temporaryFolder) => {
    await withProgress('fetching boto3, for the tests', async () => {
      await run('python3', ['-m', 'venv', temporaryFolder]);
      const install = [
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--requirement',
        requirementsFile,
      ];
      await run(toPythonCommand(temporaryFolder), ['-m', 'pip', ...install]);
    });
    return temporaryFolder;
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function run(command, args) {
  const { code, excerpt } = await runTool(command, args);
  if (code === 0) return;
  throw new PrepareError(`${command} ${args.slice(0, 3).join(' ')} failed (exit code ${code})`, {
    excerpt,
    remedy: 'PyPI, or the mirror that pip is configured for, has to be reachable. Then start again.',
  });
}
