import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { writeBundle } from './write-bundle.ts';

/** `zippedBytes`: what it is in the archive that Lambda gets. */
export type Bundle = { file: string; bytes: number; zippedBytes: number };

/** Writes the bundle, and measures it. */
export async function buildBundle(folder: string): Promise<Bundle> {
  const file = writeBundle(folder);
  const content = await readFile(file);
  return { file, bytes: content.length, zippedBytes: deflateRawSync(content, { level: 9 }).length };
}
