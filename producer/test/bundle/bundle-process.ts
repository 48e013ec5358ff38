import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { PublishResult } from '../../src/publish-event.ts';

export const RUN_FILE = fileURLToPath(new URL('run-invocations.mjs', import.meta.url));

export type Run = {
  first: PublishResult;
  importMs: number;
  firstMs: number;
  warmMs: number[];
  /** What ended the process. */
  signal: string | null;
};

/** Imports `handlerFile` in a fresh process, invokes it, and ends it as Lambda does. */
export async function runInvocations(options: {
  runFile: string;
  handlerFile: string;
  folder: string;
  warmInvocations: number;
  environment: Readonly<Record<string, string>>;
}): Promise<Run> {
  const child = spawn(process.execPath, [options.runFile], {
    cwd: options.folder,
    env: {
      ...options.environment,
      HANDLER_FILE: options.handlerFile,
      WARM_INVOCATIONS: String(options.warmInvocations),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [, signal] = (await ended) as [number | null, string | null];
  if (errors !== '' || output === '') throw new Error(`the bundle's process failed: ${errors}`);
  return { ...JSON.parse(output), signal } as Run;
}
