#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * Plain JavaScript: for the first TypeScript file Node loads what strips types, a quarter of the time a start takes.
 * With the cache, what is imported after it was stripped and compiled by an earlier start.
 */

/** Where tools keep what they can make again; Node does without when it cannot write there. */
const CACHE_FOLDER = fileURLToPath(new URL('../../node_modules/.cache/registry-emulator', import.meta.url));

const [argument] = process.argv.slice(2);
if (argument === '--help' || argument === '-h') {
  const { HELP } = await import('./help.ts');
  process.stdout.write(HELP);
} else if (argument !== undefined) {
  process.stderr.write(`There is no argument "${argument}": settings are variables, see --help\n`);
  process.exitCode = 1;
} else {
  enableCompileCache(CACHE_FOLDER);
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.env);
}
