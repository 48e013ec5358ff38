import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TASKSET = '/usr/bin/taskset';

/** A core for the contender alone, the others for what surrounds it; as a task of one vCPU has it. */
const CONTENDER_CORE = 0;

export const canPin = existsSync(TASKSET) && availableParallelism() > 1;

/** Moves this process, and so the children it starts from then on, away from the contender's core. */
export function leaveContenderCore(): void {
  if (!canPin) return;
  const others = `${CONTENDER_CORE + 1}-${availableParallelism() - 1}`;
  execFileSync(TASKSET, ['--all-tasks', '--cpu-list', '--pid', others, String(process.pid)], {
    stdio: 'ignore',
  });
}

/** The process keeps its id: taskset becomes the command. */
export function onContenderCore(command: string, args: readonly string[]): [string, string[]] {
  if (!canPin) return [command, [...args]];
  return [TASKSET, ['--cpu-list', String(CONTENDER_CORE), command, ...args]];
}
