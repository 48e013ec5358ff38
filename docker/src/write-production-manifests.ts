import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toProductionLock, toProductionManifest } from './production-manifests.ts';

/*
 * Usage: write-production-manifests.ts FROM TO. Copies what `npm ci` needs from one folder to another, where nothing
 * of it changes when only code does: the engine then takes the installed packages from its cache.
 */
const [from = '', to = ''] = process.argv.slice(2);

type RootManifest = { workspaces: string[] };

async function main(): Promise<void> {
  const root = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as RootManifest;
  await convert('package.json', toProductionManifest);
  await convert('package-lock.json', toProductionLock);
  for (const workspace of root.workspaces) {
    await convert(join(workspace, 'package.json'), toProductionManifest);
  }
}

async function convert<Read extends object>(
  path: string,
  toProduction: (content: Read) => object,
): Promise<void> {
  const content = JSON.parse(await readFile(join(from, path), 'utf8')) as Read;
  await mkdir(dirname(join(to, path)), { recursive: true });
  await writeFile(join(to, path), JSON.stringify(toProduction(content), undefined, 2));
}

await main();
