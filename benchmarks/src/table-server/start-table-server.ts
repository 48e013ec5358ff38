import type { ChildGroup } from '@glueline/local/parts';
import { fileURLToPath } from 'node:url';
import type { Counts, TableServerSettings } from './table-protocol.ts';

const MAIN_FILE = fileURLToPath(new URL('main.ts', import.meta.url));

/** A table in a process of its own. */
export type TableServer = {
  /** For the contender: with TLS, where the settings have it. */
  readonly endpoint: string;
  readCounts(): Promise<Counts>;
  /** When each item became readable: its sequence number to ns of the machine's clock. */
  readReadable(): Promise<ReadonlyMap<number, number>>;
  kill(): void;
};

export async function startTableServer(
  children: ChildGroup,
  settings: TableServerSettings,
): Promise<TableServer> {
  const child = await children.start(
    {
      name: 'table server',
      command: process.execPath,
      args: [MAIN_FILE, JSON.stringify(settings)],
      environment: {},
      stopTimeoutMs: 1000,
    },
    (started) => started.lastLines().some((line) => line.startsWith('{"port"')),
  );
  const line = child.lastLines().find((each) => each.startsWith('{"port"'))!;
  const { port, tlsPort } = JSON.parse(line) as { port: number; tlsPort?: number };
  const plainEndpoint = `http://127.0.0.1:${port}`;
  const endpoint = tlsPort === undefined ? plainEndpoint : `https://127.0.0.1:${tlsPort}`;
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${plainEndpoint}${path}`, { signal: AbortSignal.timeout(10_000) });
    return response.json();
  };
  return {
    endpoint,
    readCounts: async () => (await read('/counts')) as Counts,
    readReadable: async () => new Map((await read('/readable')) as [number, number][]),
    kill: () => child.kill(),
  };
}
