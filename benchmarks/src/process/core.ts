import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TASKSET = '/usr/bin/taskset';

/** A core for the contender alone, the others for what surrounds it; as a task of one vCPU has it. */
const CONTENDER_CORE = 0;

const canPin = existsSync(TASKSET) && availableParallelism() > 1;

/** Whether the core is the contender's alone: this process has left it. */
export function hasLeftContenderCore(): boolean {
  if (!canPin) return false;
  const allowed = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(allowed?.[1]) > CONTENDER_CORE;
}

/** Moves this process, and so the children it starts from then on, away from the contender's core. */
export function leaveContenderCore(): void {
  if (!canPin) return;
  const others = `${CONTENDER_CORE + 1}-${availableParallelism() - 1}`;
  execFileSync(TASKSET, ['--all-tasks', '--cpu-list', '--pid', others, String(process.pid)], {
    stdio: 'ignore',
  });
}

/** Where it was left to the contender. The process keeps its id: taskset becomes the command. */
export function onContenderCore(command: string, args: readonly string[]): [string, string[]] {
  if (!hasLeftContenderCore()) return [command, [...args]];
  return [TASKSET, ['--cpu-list', String(CONTENDER_CORE), command, ...args]];
}
