import { fileURLToPath } from 'node:url';
import { buildBundle } from './build-bundle.ts';

const FOLDER = fileURLToPath(new URL('../../dist', import.meta.url));

const { file, bytes, zippedBytes } = await buildBundle(FOLDER);
process.stdout.write(`${file}: ${toKilobytes(bytes)} kB, ${toKilobytes(zippedBytes)} kB zipped\n`);

function toKilobytes(count: number): number {
  return Math.ceil(count / 1000);
}
