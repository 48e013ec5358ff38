import { rmSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './aws/environment.ts';
import { isFolderLocked, lockFolder } from './folder-lock.ts';
import type { RunningPipeline } from './pipeline.ts';

/**
 * What a pipeline says about itself to `npm run send` and to a second `npm start`. It holds credentials, which
 * are worth nothing outside of this run, and is readable by its owner only.
 *
 *   claimed (no `pipeline` yet) ── up ──▶ published ── stopped ──▶ removed
 */
export type PipelineState = { pid: number; runFolder: string; pipeline?: RunningPipeline };

/** Another process has the state folder: use or stop that one. */
export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError' as const;
}

const fileIn = (stateFolder: string) => join(stateFolder, 'pipeline.json');
export const environmentFileIn = (stateFolder: string) => join(stateFolder, 'env.sh');

/** Of a running pipeline; undefined when there is none, or when the one that was died without a word. */
export async function readState(stateFolder: string): Promise<PipelineState | undefined> {
  const state = await readAnyState(stateFolder);
  return state !== undefined && (await isFolderLocked(stateFolder)) ? state : undefined;
}

export type StateClaim = {
  /** What a dead process left behind. */
  left: PipelineState | undefined;
  /** Removes what was published, and gives the folder back. */
  release(): void;
};

/** Takes the state folder for this process. Throws AlreadyRunningError. */
export async function claimState(stateFolder: string, state: PipelineState): Promise<StateClaim> {
  await mkdir(stateFolder, { recursive: true });
  const lock = await lockFolder(stateFolder);
  const left = await readAnyState(stateFolder);
  if (lock === undefined) throw alreadyRunning(left?.pid, stateFolder);
  await writeState(stateFolder, state);
  return {
    left,
    release() {
      rmSync(environmentFileIn(stateFolder), { force: true });
      rmSync(fileIn(stateFolder), { force: true });
      lock.release();
    },
  };
}

export async function publishState(
  stateFolder: string,
  state: PipelineState,
  environment: Environment,
): Promise<void> {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(environmentFileIn(stateFolder), exports.join(''), { mode: 0o600 });
  await writeState(stateFolder, state);
}

async function writeState(stateFolder: string, state: PipelineState): Promise<void> {
  // In one step, or a reader could see half of it.
  const temporary = `${fileIn(stateFolder)}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  await rename(temporary, fileIn(stateFolder));
}

async function readAnyState(stateFolder: string): Promise<PipelineState | undefined> {
  try {
    return parseState(await readFile(fileIn(stateFolder), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What is not a state counts as none: it can only be left from another version, or from a full disk. */
function parseState(text: string): PipelineState | undefined {
  try {
    const state = JSON.parse(text) as Partial<PipelineState> | null;
    const isState = Number.isInteger(state?.pid) && typeof state?.runFolder === 'string';
    return isState ? (state as PipelineState) : undefined;
  } catch {
    return undefined;
  }
}

function alreadyRunning(pid: number | undefined, stateFolder: string): AlreadyRunningError {
  return new AlreadyRunningError(
    `a pipeline is already running (process ${pid ?? 'unknown'}, ${fileIn(stateFolder)}).\n` +
      'Send to it with "npm run send", stop it with Ctrl-C where it runs, or see "npm start -- --help".',
  );
}
