/*
 * The jars of the Java contenders, made ready before `npm run bench`; `npm start` and `npm test` need none of them. Runs
 * after local/prepare/prepare.js, which looks after Java and Maven.
 */
import { fetchMissing } from '../../local/prepare/fetch-jars.js';
import { reportFailure } from '../../local/prepare/report-failure.js';
import { PROFILES, pomFile, readBenchmarkJarFolder } from './jars.js';

await reportFailure(() => fetchMissing({ pomFile, jarFolder: readBenchmarkJarFolder(), profiles: PROFILES }));
