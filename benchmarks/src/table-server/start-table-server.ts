import type { ChildGroup } from '@glueline/local/parts';
import { fileURLToPath } from 'node:url';
import type { Counts, TableServerSettings } from './table-protocol.ts';

const MAIN_FILE = fileURLToPath(new URL('main.ts', import.meta.url));

/** A table in a process of its own. */
export type TableServer = {
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
  const endpoint = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${endpoint}${path}`, { signal: AbortSignal.timeout(10_000) });
    return response.json();
  };
  return {
    endpoint,
    readCounts: async () => (await read('/counts')) as Counts,
    readReadable: async () => new Map((await read('/readable')) as [number, number][]),
    kill: () => child.kill(),
  };
}
