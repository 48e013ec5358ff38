import type { Contender } from '../contenders/contender.ts';
import type { Stand } from '../stand.ts';
import { startTableServer } from '../table-server/start-table-server.ts';
import type { Workload } from '../workload/workload.ts';
import { measureWindow, type Throughput } from './window.ts';

/** One contender, one round: a process, a group and a table of its own. Throws ContenderFailedError. */
export async function measureThroughput(
  { parts, children, createJob }: Omit<Stand, 'stop'>,
  contender: Contender,
  on: { topic: string; workload: Workload; windowMs: number; warmUpMs?: number },
): Promise<Throughput> {
  const { topic, workload, windowMs, warmUpMs = contender.warmUpMs } = on;
  const table = await startTableServer(children, { mode: 'null', workload });
  try {
    const job = createJob({ topic, tableEndpoint: table.endpoint, tableName: 'benchmark' });
    const child = await contender.start(job, parts);
    try {
      const { recordCount } = workload;
      return await measureWindow(child, table, { warmUpMs, windowMs, recordCount });
    } finally {
      child.kill();
      await child.exited;
    }
  } finally {
    table.kill();
  }
}
