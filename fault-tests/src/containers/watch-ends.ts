import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type ContainerEnd, parseContainerEnd } from './container-ends.ts';

export type EndWatch = {
  /** What has ended since the last call. */
  take(): ContainerEnd[];
  stop(): Promise<void>;
};

/** Watches from now on: a container that scaling down has removed can be asked no more. */
export function watchEnds(project: string, environment: Readonly<Record<string, string>>): EndWatch {
  const filters = ['event=die', `label=com.docker.compose.project=${project}`];
  const args = ['events', '--format', '{{json .}}', ...filters.flatMap((filter) => ['--filter', filter])];
  const child = spawn('docker', args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const ends: ContainerEnd[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => ends.push(parseContainerEnd(line)));
  return {
    take: () => ends.splice(0),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
