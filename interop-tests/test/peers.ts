import { afterAll, beforeAll } from 'vitest';
import { OWNER } from '../src/accounts.ts';
import { type BothWays, createBothWays } from '../src/both-ways.ts';
import { type JavaPeer, startJavaPeer } from '../src/java-peer.ts';
import { type Registry, startRegistry } from '../src/registry.ts';

export type Peers = { registry: Registry; java: JavaPeer; bothWays: BothWays };

/** An emulator, and a JVM with the official client that uses it, for the tests of a file. */
export function startPeers(settings: Parameters<typeof startRegistry>[0] = {}): Peers {
  const peers = {} as Peers;
  beforeAll(async () => {
    peers.registry = await startRegistry(settings);
    peers.java = await startJavaPeer({ registryEndpoint: peers.registry.endpoint, credentials: OWNER });
    peers.bothWays = createBothWays(peers.registry, peers.java);
  });
  // One that could not be started is not there.
  afterAll(async () => {
    await peers.java?.stop();
    await peers.registry?.close();
  });
  return peers;
}
