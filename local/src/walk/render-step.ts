import { renderItem } from '../terminal/render-item.ts';
import type { WalkStep } from './run-walk.ts';

/** For a person, and for the page that has the output. */
export function renderStep(number: number, { brings, event, versionBefore, outcome }: WalkStep): string {
  const head = [`${number}. ${brings}`, `   event    ${event}`];
  if (outcome.kind === 'refused') {
    return [...head, `   refused  ${outcome.errorType}: ${outcome.message}`].join('\n');
  }
  const { versionNumber, diff, item } = outcome;
  const note = versionNumber > versionBefore ? 'new' : 'no new version';
  const changes = diff === undefined ? [] : (JSON.parse(diff) as object[]);
  return [
    ...head,
    `   version  ${versionNumber}, ${note}`,
    ...changes.map((change) => `   compare  ${JSON.stringify(change)}`),
    `   item     ${renderItem(item)}`,
  ].join('\n');
}
