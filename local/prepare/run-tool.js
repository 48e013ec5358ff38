import { spawn } from 'node:child_process';

const KEPT_LINES = 25;

/**
 * Runs a program quietly. `code` is its exit code: 127 when there is no such program, as shells count it, and
 * 128 when a signal ended it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string, lastLines: string[] }>}
 */
export function runTool(command, args, { cwd, environment = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'ENOENT') resolve({ code: 127, output: '', lastLines: [] });
      else reject(error);
    });
    child.on('close', (code) => resolve({ code: code ?? 128, output, lastLines: toLastLines(output) }));
  });
}

/** @param {string} output */
function toLastLines(output) {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-KEPT_LINES);
}
