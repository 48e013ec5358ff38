import type { RunningPipeline } from '../pipeline.ts';
import { FunctionError, InvokeError } from '../producer-endpoint/invoke.ts';
import { NotStoredError } from '../table/stored-item.ts';
import { say } from '../terminal/say.ts';
import { terminalStyle as style } from '../terminal/style.ts';
import { renderRow } from './render-row.ts';
import { runDemo } from './run-demo.ts';

const ROW_COUNT = 3;

/** Runs the demo and prints it. Resolves to whether every row held; a row that fails ends it. */
export async function showDemo(pipeline: RunningPipeline, signal: AbortSignal): Promise<boolean> {
  say(style('bold', 'The demo: three events, nothing restarted in between\n'));
  let heldCount = 0;
  try {
    for await (const outcome of runDemo(pipeline, signal)) {
      say(renderRow(outcome, style));
      if (outcome.differences.length === 0) heldCount++;
    }
  } catch (error) {
    say(style('red', `differs  ${describeFailedRow(error)}\n`));
  }
  const verdict = `${heldCount} of ${ROW_COUNT} rows held`;
  say(heldCount === ROW_COUNT ? style('green', `${verdict}.\n`) : style('red', `${verdict}.\n`));
  return heldCount === ROW_COUNT;
}

/** Throws again what is not about the row. */
function describeFailedRow(error: unknown): string {
  if (error instanceof FunctionError) return `the producer failed: ${error.errorType}: ${error.message}`;
  if (error instanceof InvokeError || error instanceof NotStoredError) return error.message;
  throw error;
}
