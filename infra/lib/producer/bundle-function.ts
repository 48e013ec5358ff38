import { LAMBDA_OPTIONS } from '@glueline/producer/lambda-options';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalCode } from './local-code.ts';

const LAMBDA_FOLDER = fileURLToPath(new URL('../../lambda', import.meta.url));

/**
 * Makes one file of a function, at synthesis, in this process: no network, no Docker, no npm. The SDK goes into the
 * file, so that what runs is what was tested and not what the runtime happens to bring.
 */
export function bundleFunction(folder: string): Code {
  return createLocalCode(LAMBDA_FOLDER, (outputFolder) => writeBundle(folder, outputFolder));
}

/** Writes `index.mjs` and its source map. The same sources always make the same files. */
export function writeBundle(folder: string, outputFolder: string): void {
  buildSync({
    absWorkingDir: LAMBDA_FOLDER,
    entryPoints: [join(folder, 'handler.ts')],
    outfile: join(outputFolder, 'index.mjs'),
    ...LAMBDA_OPTIONS,
    // Error classes are told apart by name, in logs and alarms.
    keepNames: true,
  });
}
