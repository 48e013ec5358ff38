/*
 * Everything that `npm start` and `npm test` need, made ready before them. Runs before anything is installed, so
 * this folder is plain JavaScript for Node 20 without any dependency. When all is there it says nothing.
 * With `--without-tests` what only the tests need is left out.
 */
import { fileURLToPath } from 'node:url';
import { prepareDependencies } from './dependencies.js';
import { areJarsThere, prepareJars } from './jars.js';
import { PrepareError } from './prepare-error.js';
import { preparePrometheus } from './prometheus.js';
import { isPythonThere, preparePython } from './python.js';
import { prepareTools } from './tools.js';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

try {
  const purpose = { forTests: !process.argv.includes('--without-tests') };
  await prepareDependencies(projectFolder);
  await prepareTools({
    needsMaven: !areJarsThere(purpose),
    needsPython: purpose.forTests && !isPythonThere(),
  });
  await prepareJars(purpose);
  if (purpose.forTests) {
    await preparePython();
    await preparePrometheus();
  }
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  const excerpt = error.excerpt.map((line) => `  | ${line}\n`).join('');
  process.stderr.write(`${excerpt}\n${error.message}\n${error.remedy}\n\n`);
  process.exitCode = 1;
}
