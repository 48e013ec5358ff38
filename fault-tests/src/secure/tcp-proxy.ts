import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Address = { host: string; port: number };

export type TcpProxy = {
  readonly port: number;
  /** That clients hold open at the moment. */
  connections(): number;
  /** Ends all that are open, as a broker that restarts does. */
  cut(): void;
  close(): void;
};

/**
 * In front of a broker, to count its connections, to cut them, and to lead each to the broker's address at its time. A
 * connection with nowhere to go is ended.
 */
export async function startTcpProxy(
  findTarget: () => Address | undefined,
  listenOn: Address = { host: '127.0.0.1', port: 0 },
): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const address = findTarget();
    if (address === undefined) {
      client.destroy();
      return;
    }
    const target = connect(address);
    clients.add(client);
    client.pipe(target).pipe(client);
    // The other half follows, whichever goes first, and however.
    client.on('error', () => target.destroy());
    target.on('error', () => client.destroy());
    target.on('close', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      target.destroy();
    });
  });
  server.listen(listenOn);
  await once(server, 'listening');
  const cut = () => clients.forEach((client) => client.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => clients.size,
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
