import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { ChildDiedError } from './errors.ts';
import { createLastLines } from './last-lines.ts';
import { withoutOutlivingParent } from './outlive.ts';

export type ChildSettings = {
  name: string;
  command: string;
  args: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Everything it says is appended here; without it only the last lines are kept. */
  logFile?: string | undefined;
  /** From SIGTERM to SIGKILL. */
  stopTimeoutMs: number;
};

/** How it ended, as the end of a sentence: "exited with code 1". */
export type Exit = { how: string; isSuccess: boolean };

/** A running process: `stop` and `kill` may be called at any time and any number of times. */
export type Child = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves when it has ended, for whatever reason. Never rejects. */
  readonly exited: Promise<Exit>;
  /** Rejects with ChildDiedError when it ends without `stop` or `kill`; otherwise never settles. */
  readonly died: Promise<never>;
  lastLines(): string[];
  /** Resolves when it has ended. */
  stop(): Promise<void>;
  /** SIGKILL, at once, to it and what it started. */
  kill(): void;
};

const KEPT_LINES = 40;

export function startChild(settings: ChildSettings): Child {
  const lastLines = createLastLines(KEPT_LINES);
  const child = spawnInOwnGroup(settings);
  const closed = collectOutput(child, lastLines.add, settings.logFile);
  const exited = waitForExit(child, closed);
  let isStopping = false;

  const died = exited.then(({ how }): Promise<never> => {
    if (isStopping) return new Promise<never>(() => {});
    throw new ChildDiedError(settings.name, how, lastLines.read());
  });
  // A child nobody watches must not take the process down as an unhandled rejection.
  died.catch(() => {});

  return {
    name: settings.name,
    pid: child.pid,
    exited,
    died,
    lastLines: lastLines.read,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), settings.stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    },
    kill() {
      isStopping = true;
      killGroup(child);
    },
  };
}

/** In a group of its own Ctrl-C does not reach it, and the stop keeps its order. */
function spawnInOwnGroup(settings: ChildSettings): ChildProcess {
  const [command, args] = withoutOutlivingParent(settings.command, settings.args);
  return spawn(command, args, {
    env: settings.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

function collectOutput(child: ChildProcess, add: (text: string) => void, logFile: string | undefined) {
  const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  // A full disk must not stop the pipeline: the last lines are still in memory.
  file?.on('error', () => file.destroy());
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      add(text);
      if (file?.writable) file.write(text);
    });
  }
  return () => file?.end();
}

async function waitForExit(child: ChildProcess, closeLog: () => void): Promise<Exit> {
  try {
    // `close` comes after `exit`, when the output has been read to its end.
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const how = signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
    return { how, isSuccess: code === 0 };
  } catch (error) {
    return { how: `could not be started: ${(error as Error).message}`, isSuccess: false };
  } finally {
    closeLog();
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone, or was never made: then the process itself is all there is.
    child.kill('SIGKILL');
  }
}
