#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { HELP } from './help.ts';

/** Where tools keep what they can make again; Node does without when it cannot write there. */
const CACHE_FOLDER = fileURLToPath(new URL('../../node_modules/.cache/registry-emulator', import.meta.url));

const [argument] = process.argv.slice(2);
if (argument === '--help' || argument === '-h') process.stdout.write(HELP);
else if (argument !== undefined) {
  process.stderr.write(`There is no argument "${argument}": settings are variables, see --help\n`);
  process.exitCode = 1;
} else {
  // Before anything else is loaded: it halves what loading costs from the second start on.
  enableCompileCache(CACHE_FOLDER);
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.env);
}
