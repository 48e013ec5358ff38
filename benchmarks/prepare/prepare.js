/*
 * The jars of the Java contenders, made ready before `npm run bench`; `npm start` and `npm test` need none of them. Runs
 * after local/prepare/prepare.js, which looks after Java and Maven.
 */
import { fetchMissing } from '../../local/prepare/fetch-jars.js';
import { PrepareError } from '../../local/prepare/prepare-error.js';
import { PROFILES, pomFile, readBenchmarkJarFolder } from './jars.js';

try {
  await fetchMissing({ pomFile, jarFolder: readBenchmarkJarFolder(), profiles: PROFILES });
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  const excerpt = error.excerpt.map((line) => `  | ${line}\n`).join('');
  process.stderr.write(`${excerpt}\n${error.message}\n${error.remedy}\n\n`);
  process.exitCode = 1;
}
