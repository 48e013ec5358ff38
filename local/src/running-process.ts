import { existsSync, readFileSync } from 'node:fs';

/** Whether `pid` is a pipeline that runs. */
export function isPipelineRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return isStartScript(pid);
}

/** Process ids are used again. Where the system does not show what a process runs, the id has to do. */
function isStartScript(pid: number): boolean {
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts');
  } catch {
    return false;
  }
}
