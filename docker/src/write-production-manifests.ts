import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Manifest, toProductionLock, toProductionManifest } from './production-manifests.ts';

/*
 * Usage: write-production-manifests.ts FROM TO. Copies what `npm ci` needs from one folder to another, where nothing
 * of it changes when only code does: the engine then takes the installed packages from its cache.
 */
const [from = '', to = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const root = await read('package.json');
  await write('package.json', toProductionManifest(root));
  await write('package-lock.json', toProductionLock(await read('package-lock.json')));
  for (const workspace of root['workspaces'] as string[]) {
    const path = join(workspace, 'package.json');
    await write(path, toProductionManifest(await read(path)));
  }
}

async function read(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(from, path), 'utf8')) as Manifest;
}

async function write(path: string, content: Manifest): Promise<void> {
  await mkdir(dirname(join(to, path)), { recursive: true });
  await writeFile(join(to, path), JSON.stringify(content, undefined, 2));
}

await main();
