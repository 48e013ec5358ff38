import { parseArgs } from 'node:util';
import { examine } from './examine.ts';
import { MISCONFIGURED, toExitCode } from './exit-code.ts';
import type { HopResult } from './hop.ts';
import { renderJson, renderResult, renderSummary } from './render.ts';

/*
 * A command of the service's image, for a one-off task with the service's own environment: what keeps it from working,
 * and where that is mended. Exit codes: 0 when all is well, 1 when a hop failed, 2 when the configuration or the command
 * line is wrong.
 */
const USAGE = `usage: doctor [--json]

Checks hop by hop what the consumer service needs, with the service's own environment variables. Writes nothing.
`;
/** From the last result on. A connection that a peer does not let go would keep the process. */
const LINGER_MS = 1000;

const say = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode = await main();

async function main(): Promise<number> {
  const isJson = readArguments(process.argv.slice(2));
  if (isJson === undefined) {
    process.stderr.write(USAGE);
    return MISCONFIGURED;
  }
  const results: HopResult[] = [];
  await examine(process.env, (result) => {
    results.push(result);
    if (!isJson) say(renderResult(result));
  });
  say(isJson ? renderJson(results) : `\n${renderSummary(results)}`);
  // oxlint-disable-next-line unicorn/no-process-exit -- everything is said, and nobody else ends it
  setTimeout(() => process.exit(), LINGER_MS).unref();
  return toExitCode(results);
}

/** Whether it is for machines; undefined when the command line makes no sense. */
function readArguments(args: string[]): boolean | undefined {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    return undefined;
  }
}
