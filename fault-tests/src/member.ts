import { NODE_FLAGS } from '@glueline/consumer-service/node-flags';
import { type Child, startChild } from '@glueline/local/parts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/main');

/** The consumer service as the platform runs it. */
export type Member = {
  readonly child: Child;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** In MB, at its highest so far; also after its end. */
  peakRssMb(): number;
};

const SAMPLE_MS = 250;

export function startMember(
  environment: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
  launcher: readonly string[] = [],
): Member {
  // What a launcher runs is its last arguments, and it becomes that: the process stays the same.
  const [command, ...args] = [...launcher, process.execPath];
  const child = startChild({
    name: 'consumer service',
    command,
    args: [...args, ...NODE_FLAGS, ...nodeFlags, MAIN_FILE],
    environment: { PATH: process.env['PATH'] ?? '', ...environment },
    stopTimeoutMs: 60_000,
  });
  let peakRssMb = 0;
  const sample = () => {
    peakRssMb = Math.max(peakRssMb, readPeakRssMb(child.pid));
  };
  const timer = setInterval(sample, SAMPLE_MS);
  timer.unref();
  void child.exited.then(() => clearInterval(timer));
  return {
    child,
    signal(name) {
      if (child.pid !== undefined) process.kill(child.pid, name);
    },
    peakRssMb() {
      sample();
      return peakRssMb;
    },
  };
}

function readPeakRssMb(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    // It has ended.
    return 0;
  }
}
