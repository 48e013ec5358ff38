/*
 * Everything that `npm start` and `npm test` need, made ready before them. Runs before anything is installed, so
 * this folder is plain JavaScript for Node 20 without any dependency. When all is there it says nothing.
 * With `--without-tests` what only the tests need is left out.
 */
import { fileURLToPath } from 'node:url';
import { prepareDependencies } from './dependencies.js';
import { areJarsThere, prepareJars } from './jars.js';
import { preparePrometheus } from './prometheus.js';
import { isPythonThere, preparePython } from './python.js';
import { reportFailure } from './report-failure.js';
import { prepareTools } from './tools.js';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

await reportFailure(async () => {
  const purpose = { forTests: !process.argv.includes('--without-tests') };
  await prepareDependencies(projectFolder);
  await prepareTools({
    needsMaven: !areJarsThere(purpose),
    needsPython: purpose.forTests && !isPythonThere(),
  });
  await prepareJars(purpose);
  if (!purpose.forTests) return;
  await preparePython();
  await preparePrometheus();
});
