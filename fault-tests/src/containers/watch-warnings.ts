import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PROJECT_FOLDER } from './engine.ts';

/** As pino numbers them. */
const WARNING = 40;

export type WarningWatch = {
  /** The consumers' log lines so far that are more than information. */
  read(): readonly string[];
  stop(): Promise<void>;
};

/**
 * Watches while any consumer runs, of which there has to be one now: the log of a container that scaling down has
 * removed is gone.
 */
export function watchWarnings(project: string, environment: Readonly<Record<string, string>>): WarningWatch {
  const args = ['compose', '--project-name', project, 'logs', '--follow', '--no-log-prefix', 'consumer'];
  const child = spawn('docker', args, {
    env: environment,
    cwd: PROJECT_FOLDER,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const warnings: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (isWarning(line)) warnings.push(line);
  });
  return {
    read: () => warnings,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** What is no log line is Node's own, and worth seeing. */
function isWarning(line: string): boolean {
  try {
    return (JSON.parse(line) as { level: number }).level >= WARNING;
  } catch {
    return true;
  }
}
