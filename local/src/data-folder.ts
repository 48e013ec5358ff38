import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPipelineRunning } from './running-process.ts';

/** Another pipeline stores its data there. */
export class DataFolderInUseError extends Error {
  override name = 'DataFolderInUseError' as const;
}

const lockFileIn = (dataFolder: string) => join(dataFolder, 'pipeline.pid');

/**
 * Takes the folder for this process; the lock of a dead one does not count. Kafka has a lock of its own, but a
 * second broker writes to the cluster's metadata before it looks at that, and damages it for both.
 * Throws DataFolderInUseError.
 */
export async function claimDataFolder(dataFolder: string, isRunning = isPipelineRunning): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const lockFile = lockFileIn(dataFolder);
  const holder = await readHolder(lockFile);
  if (holder !== undefined && isRunning(holder)) throw inUse(dataFolder, holder);
  await rm(lockFile, { force: true });
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw inUse(dataFolder, await readHolder(lockFile));
  }
}

/** Only when this process holds it. */
export function releaseDataFolder(dataFolder: string): void {
  const lockFile = lockFileIn(dataFolder);
  try {
    if (readFileSync(lockFile, 'utf8') !== String(process.pid)) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  rmSync(lockFile, { force: true });
}

async function readHolder(lockFile: string): Promise<number | undefined> {
  try {
    return Number(await readFile(lockFile, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function inUse(dataFolder: string, holder: number | undefined): DataFolderInUseError {
  return new DataFolderInUseError(
    `${dataFolder} is the data folder of a running pipeline (process ${holder ?? 'unknown'}).`,
  );
}
