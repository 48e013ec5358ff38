import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  readonly java: string;
  /** With "and changes" when the work tree differs from it. */
  readonly commit: string;
};

export function readMachine(javaCommand: string): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
    java: readFirstLine(javaCommand, ['--version']),
    commit: readCommit(),
  };
}

function readCommit(): string {
  const commit = readFirstLine('git', ['rev-parse', '--short=12', 'HEAD']);
  // Results of an earlier run are no change of what is measured.
  const changes = readFirstLine('git', [
    'status',
    '--porcelain',
    '--',
    ':(top)',
    ':(top,exclude)benchmarks/results',
  ]);
  return changes === '' || changes === UNKNOWN ? commit : `${commit} and changes`;
}

const UNKNOWN = 'unknown';

/** An archive without git is measured as well. */
function readFirstLine(command: string, args: readonly string[]): string {
  try {
    const output = execFileSync(command, args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split('\n')[0]?.trim() ?? '';
  } catch {
    return UNKNOWN;
  }
}
