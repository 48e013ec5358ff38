import { spawn } from 'node:child_process';

/** Maven says what went wrong at the end, npm at the beginning, before pages of help. */
const FIRST_LINES = 12;
const LAST_LINES = 15;

/**
 * Runs a program quietly. `code` is its exit code: 127 when there is no such program, as shells count it, and
 * 128 when a signal ended it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string, excerpt: string[] }>}
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
      if (error.code === 'ENOENT') resolve({ code: 127, output: '', excerpt: [] });
      else reject(error);
    });
    child.on('close', (code) => resolve({ code: code ?? 128, output, excerpt: toExcerpt(output) }));
  });
}

/** @param {string} output */
function toExcerpt(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const hiddenCount = lines.length - FIRST_LINES - LAST_LINES;
  if (hiddenCount <= 1) return lines;
  return [...lines.slice(0, FIRST_LINES), `(${hiddenCount} more lines)`, ...lines.slice(-LAST_LINES)];
}
