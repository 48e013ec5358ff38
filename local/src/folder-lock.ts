import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** Given back when it is released, and by the system however its holder ends. */
export type FolderLock = { release(): void };

/**
 * Takes a folder, which must exist, for this process; resolves to undefined when another one has it.
 *
 * The lock is a name among Linux's abstract sockets, which only one process can listen on and which no dead one
 * leaves behind. A file with a process id would have to be taken over from the dead, and two that do so at once
 * can both succeed.
 */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  try {
    server.listen(toSocketName(folder));
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
  return { release: () => void server.close() };
}

export async function isFolderLocked(folder: string): Promise<boolean> {
  const socket = connect(toSocketName(folder));
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    socket.destroy();
  }
}

/** The same for every path to the folder; as a digest, because such a name has at most 107 bytes. */
function toSocketName(folder: string): string {
  return `\0glueline-${createHash('sha256').update(realpathSync(folder)).digest('hex')}`;
}
