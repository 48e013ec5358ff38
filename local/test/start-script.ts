import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { waitFor } from '../src/testing.ts';

/*
 * Starts `start.ts`, `send.ts`, `walk.ts` and `doctor.ts` as a person does, but with a state folder and a temporary folder of their own,
 * so that a test runs beside a person's pipeline and sees everything that is left behind.
 */
export type Workplace = { temporaryFolder: string; environment: NodeJS.ProcessEnv };

export async function createWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-workplace-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const temporaryFolder = join(folder, 'tmp');
  await mkdir(temporaryFolder);
  const { PATH, HOME, JAVA_HOME, GLUELINE_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  const own = { TMPDIR: temporaryFolder, GLUELINE_STATE_DIR: join(folder, 'state'), INIT_CWD: folder };
  const environment = { PATH, HOME, JAVA_HOME, GLUELINE_CACHE_DIR, XDG_CACHE_HOME, ...own };
  return { temporaryFolder, environment };
}

/** A start waits for Kafka's and the consumer's own deadlines; under load each takes several times its usual. */
const WAIT_DEADLINE_MS = 120_000;

type ScriptName = 'start.ts' | 'send.ts' | 'walk.ts' | 'doctor.ts';

export type Script = {
  pid: number;
  output: () => string;
  waitForOutput: (text: string) => Promise<void>;
  /** Its exit code; null when a signal ended it. */
  exited: Promise<number | null>;
};

export function startScript(name: ScriptName, args: string[], workplace: Workplace): Script {
  const file = fileURLToPath(new URL(`../src/${name}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { env: workplace.environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    async waitForOutput(text) {
      const isThere = () => output.includes(text);
      await waitFor(() => isThere() || !isRunning(), `"${text}" in the output`, WAIT_DEADLINE_MS);
      if (!isThere()) throw new Error(`${name} ended without "${text}":\n${output}`);
    },
  };
}

export async function runScript(name: ScriptName, args: string[], workplace: Workplace) {
  const script = startScript(name, args, workplace);
  const exitCode = await script.exited;
  return { exitCode, output: script.output() };
}

export type ChildProcessInfo = { pid: number; commandLine: string };

/** The running children of a process; Linux only, like the machines that run these tests. */
export async function listChildren(pid: number): Promise<ChildProcessInfo[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Promise.all(
    text
      .trim()
      .split(' ')
      .map(async (child) => ({
        pid: Number(child),
        commandLine: (await readFile(`/proc/${child}/cmdline`, 'utf8')).replaceAll('\0', ' '),
      })),
  );
}

export const isAlive = (pid: number) => existsSync(`/proc/${pid}`);
