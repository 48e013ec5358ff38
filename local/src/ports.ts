import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { ChildDiedError } from './child/errors.ts';

const MAX_PORT = 65_535;
/** The check and the child's own bind are two moments; this often in a row somebody else is not in between. */
const MAX_ATTEMPTS = 5;
/** Node's and Java's words for it. */
const PORT_TAKEN = /EADDRINUSE|address already in use/i;

/**
 * Starts something on `preferred`, or on the next free port above it; 0 is any free port. Tries again when the
 * port was taken between the look and the child's bind.
 */
export async function startOnFreePort<Started>(
  preferred: number,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(preferred);
    try {
      return await start(port);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isPortTaken(error)) throw error;
    }
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof ChildDiedError && error.lastLines.some((line) => PORT_TAKEN.test(line));
}

/** The first free port from `preferred` upwards; 0 is any free port. */
export async function findFreePort(preferred: number): Promise<number> {
  for (let port = preferred; port <= MAX_PORT; port++) {
    const free = await tryListen(port);
    if (free !== undefined) return free;
  }
  throw new Error(`no free port from ${preferred} to ${MAX_PORT}`);
}

/** On all addresses: DynamoDB Local binds them all, and a port another user has on one of them is not ours. */
async function tryListen(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ port, exclusive: true });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return undefined;
    throw error;
  } finally {
    server.close();
  }
}
