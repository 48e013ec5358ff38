import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const RESULT_FOLDER = join(import.meta.dirname, '../results');

/** A file each: the raw figures, the report, the chart. */
export async function writeResults(
  folder: string,
  name: string,
  files: { readonly json: unknown; readonly markdown: string; readonly svg?: string | undefined },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(files.json, undefined, 2)}\n`);
  await writeFile(join(folder, `${name}.md`), files.markdown);
  if (files.svg !== undefined) await writeFile(join(folder, `${name}.svg`), files.svg);
}
