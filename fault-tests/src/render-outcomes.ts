import type { Outcome } from './run-fault.ts';

const COLUMNS: readonly [title: string, toText: (outcome: Outcome) => string][] = [
  ['fault', ({ fault }) => fault],
  ['sent', ({ sent }) => String(sent)],
  ['stored', ({ verdict }) => String(verdict.stored)],
  ['dead-lettered', ({ verdict }) => String(verdict.deadLettered)],
  ['lost', ({ verdict }) => String(verdict.lost.length + verdict.wrongFinal.length)],
  ['duplicates', ({ verdict }) => String(verdict.duplicates)],
  ['recovery s', ({ recoverySeconds }) => recoverySeconds.toFixed(1)],
  ['peak RSS MB', ({ peakRssMb }) => String(peakRssMb)],
];

/** "stored" counts items, so records that replaced one of their key are in "sent" only. */
export function renderOutcomes(outcomes: readonly Outcome[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...outcomes.map((outcome) => COLUMNS.map(([, toText]) => toText(outcome))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
