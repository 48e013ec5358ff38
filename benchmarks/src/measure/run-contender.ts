import type { Child } from '@glueline/local/parts';
import type { Contender } from '../contenders/contender.ts';
import type { Stand } from '../stand.ts';
import { startTableServer, type TableServer } from '../table-server/start-table-server.ts';
import type { TableServerSettings } from '../table-server/table-protocol.ts';

/** A contender at work. `startedNs`: just before its process began, on the machine's clock. */
export type Run = { readonly child: Child; readonly table: TableServer; readonly startedNs: number };

/** A process, a group and a table server of its own, for as long as `use` lasts. */
export async function runContender<Result>(
  { parts, children, createJob }: Omit<Stand, 'stop'>,
  contender: Contender,
  on: { topic: string; table: TableServerSettings; tableName?: string },
  use: (run: Run) => Promise<Result>,
): Promise<Result> {
  const { topic, tableName = 'benchmark' } = on;
  const table = await startTableServer(children, on.table);
  try {
    const job = createJob({ topic, tableEndpoint: table.endpoint, tableName });
    const startedNs = Number(process.hrtime.bigint());
    const child = await contender.start(job, parts);
    try {
      return await use({ child, table, startedNs });
    } finally {
      child.kill();
      await child.exited;
    }
  } finally {
    table.kill();
  }
}
