import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

/** `zippedBytes`: what it is in the archive that Lambda gets. */
export type Bundle = { file: string; bytes: number; zippedBytes: number };

/**
 * Makes the function of one file, `index.mjs`, which needs nothing but Node. Its source map beside it may be left
 * out. The same sources always make the same file.
 */
export async function buildBundle(folder: string): Promise<Bundle> {
  const file = join(folder, 'index.mjs');
  await build({
    absWorkingDir: WORKSPACE,
    entryPoints: ['src/lambda.ts'],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    // The client's other build of its checksum code looks for a file beside itself, where a bundle has none.
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    // For dependencies in CommonJS. Under a name of its own, because some of them bring the same line.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
  });
  const content = await readFile(file);
  return { file, bytes: content.length, zippedBytes: deflateRawSync(content, { level: 9 }).length };
}
