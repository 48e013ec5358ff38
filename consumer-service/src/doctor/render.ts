import type { HopResult } from './hop.ts';
import { renderCount } from './render-count.ts';

/** As many as the longest word of each column that is short. */
const RESULT_WIDTH = 11;
const HOP_WIDTH = 19;
const DURATION_WIDTH = 9;
const INDENT = ' '.repeat(RESULT_WIDTH);

/** One line, and for a failure what to do about it. */
export function renderResult({ result, hop, subject, durationMs, detail, advice }: HopResult): string {
  const time = result === 'not tried' ? '' : `${durationMs} ms`;
  const [first = '', ...others] = detail.split('\n');
  const about = [subject, first].filter((part) => part !== undefined && part !== '').join('  ');
  const word = result === 'failed' ? 'FAILED' : result;
  return [
    `${word.padEnd(RESULT_WIDTH)}${hop.padEnd(HOP_WIDTH)}${time.padStart(DURATION_WIDTH)}  ${about}`.trimEnd(),
    ...others.map((line) => `${INDENT}${line}`),
    ...(advice === undefined ? [] : [`${INDENT}likely: ${advice.cause}`, `${INDENT}see:    ${advice.where}`]),
  ].join('\n');
}

export function renderSummary(results: readonly HopResult[]): string {
  const count = (result: HopResult['result']) => results.filter((each) => each.result === result).length;
  const all = renderCount(results.length, 'hop');
  if (count('failed') === 0) return `${all}, all well`;
  return `${all}: ${count('failed')} failed, ${count('not tried')} not tried`;
}

/** For machines: one document on one line, because a log has one entry per line. */
export function renderJson(results: readonly HopResult[]): string {
  const isWell = results.every(({ result }) => result === 'ok');
  return JSON.stringify({ isWell, hops: results });
}
