import { readFile } from 'node:fs/promises';

export type Row = Record<string, string>;

/** @param path from the project's folder */
export async function readDocument(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The text below one heading, up to the next one of its level or above. */
export function findSection(document: string, heading: string): string {
  const level = /^#+/.exec(heading)![0].length;
  const start = document.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`there is no heading "${heading}"`);
  const section = document.slice(start + heading.length + 2);
  const end = section.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? section : section.slice(0, end);
}

/** The rows of all tables whose first column has this name, by the names of their columns. */
export function readTables(section: string, firstColumn: string): Row[] {
  return section
    .split('\n\n')
    .map((paragraph) => paragraph.trim().split('\n').map(toCells))
    .filter(([columns]) => columns?.[0] === firstColumn)
    .flatMap(([columns, , ...rows]) => rows.map((cells) => toRow(columns!, cells)));
}

const toCells = (line: string) =>
  line
    .replace(/^\| ?/, '')
    .replace(/ ?\|$/, '')
    .split(/ ?\| ?/);

function toRow(columns: readonly string[], cells: readonly string[]): Row {
  if (cells.length !== columns.length)
    throw new Error(`a row has ${cells.length} cells: ${cells.join(' | ')}`);
  return Object.fromEntries(columns.map((column, index) => [column, cells[index]!]));
}

/** What a cell names in code font. */
export function findCode(cell: string): string[] {
  return cell.match(/(?<=`)[^`]+(?=`(?:[^`]*`[^`]*`)*[^`]*$)/g) ?? [];
}
