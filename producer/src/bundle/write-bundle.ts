import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAMBDA_OPTIONS } from './lambda-options.ts';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Makes the function of one file, `index.mjs`, which needs nothing but Node, and says where it is. Its source map
 * beside it may be left out. The same sources always make the same file.
 */
export function writeBundle(folder: string): string {
  const file = join(folder, 'index.mjs');
  buildSync({
    absWorkingDir: WORKSPACE,
    entryPoints: ['src/lambda.ts'],
    outfile: file,
    ...LAMBDA_OPTIONS,
    // The client's other build of its checksum code looks for a file beside itself, where a bundle has none.
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
  });
  return file;
}
