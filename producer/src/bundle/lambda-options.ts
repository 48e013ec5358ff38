import type { BuildOptions } from 'esbuild';

/** Of a function for Lambda: one file that needs nothing but Node, the same at each build of the same sources. */
export const LAMBDA_OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  // For dependencies in CommonJS. Under a name of its own, because some of them bring the same line.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
  },
} satisfies BuildOptions;
