import { renderItem } from '../terminal/render-item.ts';
import type { Style } from '../terminal/style.ts';
import { findAddedFields } from './added-fields.ts';
import type { RowOutcome } from './run-demo.ts';

/** A row of the demo, for a person. */
export function renderRow({ number, expected, seen, differences }: RowOutcome, style: Style): string {
  const { result } = seen;
  const lines = [
    `${number}  ${style('bold', expected.event)}`,
    `   sent     ${result.topic} partition ${result.partition} offset ${result.offset}`,
    `   schema   ${result.schemaName} version ${result.schemaVersionNumber}${toVersionNote(seen)}`,
    ...renderCompare(seen.diff, expected.newVersion, result.schemaVersionNumber),
    `   stored   ${renderItem(seen.item)}`,
    ...differences.map((difference) => `   ${style('red', `differs  ${difference}`)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function toVersionNote({ versionsBefore, versionsAfter, result }: RowOutcome['seen']): string {
  if (versionsBefore.length === versionsAfter.length) return ', no new version';
  return versionsBefore.includes(result.schemaVersionNumber) ? '' : ', new';
}

function renderCompare(
  diff: string | undefined,
  newVersion: RowOutcome['expected']['newVersion'],
  versionNumber: number,
): string[] {
  if (diff === undefined || typeof newVersion !== 'object') return [];
  const fields = findAddedFields(diff);
  const text = fields === undefined ? diff : `adds ${fields.join(', ')}`;
  return [`   compare  version ${newVersion.addsTo} to ${versionNumber}: ${text}`];
}
