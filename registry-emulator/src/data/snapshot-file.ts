import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { createRegistryStore, type RegistryStore } from '../registry-state.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';

const FILE_NAME = 'registry.json';

/**
 * Keeps the store in one file, whole each time: written beside it, flushed, then renamed over it, so that a kill at
 * any moment leaves the old file or the new one. Changes made while a write runs share the next write. States:
 * idle (`writing` undefined) or writing; `writtenRevision` is the newest revision that is safely in the file.
 */
export interface SnapshotFile {
  /** Resolves once every change made so far is in the file; rejects when the file cannot be written. */
  durable(): Promise<void>;
}

export async function openSnapshotFile(
  directory: string,
): Promise<{ store: RegistryStore; file: SnapshotFile }> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, FILE_NAME);
  const store = await load(path);
  let writtenRevision = store.revision;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    const revision = store.revision;
    await replaceFile(path, JSON.stringify(toSnapshot(store)));
    writtenRevision = revision;
  }

  async function durable(): Promise<void> {
    const wanted = store.revision;
    while (writtenRevision < wanted) {
      writing ??= write().finally(() => {
        writing = undefined;
      });
      await writing;
    }
  }

  return { store, file: { durable } };
}

async function load(path: string): Promise<RegistryStore> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return createRegistryStore();
    throw error;
  }
  try {
    return fromSnapshot(JSON.parse(text));
  } catch (error) {
    // Starting empty would look like success and then overwrite what is there.
    throw new ConfigurationError(
      [`${path} is not a snapshot of this emulator: move it away to start empty`],
      {
        cause: error,
      },
    );
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}
