import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** All TypeScript below a folder of the project, as one text. */
export async function readSources(folder: string): Promise<string> {
  const path = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const names = await readdir(path, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts'));
  return (await Promise.all(files.map((name) => readFile(`${path}/${name}`, 'utf8')))).join('\n');
}
