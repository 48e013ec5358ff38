import { setTimeout as delay } from 'node:timers/promises';
import { CONTENDERS } from '../contenders/all-contenders.ts';
import { waitForFirstItem } from '../measure/wait-for-first-item.ts';
import { readUsageOf } from '../measure/window.ts';
import type { Stand } from '../stand.ts';
import { startTableServer } from '../table-server/start-table-server.ts';
import type { Workload } from '../workload/workload.ts';

export type ConsumerStart = {
  /** From the process's start to its first item in the table: first fetch, decode and write. */
  readonly firstItemMs: number;
  readonly cpuSeconds: number;
  /** After it had nothing to do for a while. */
  readonly rssAtRestMb: number;
};

export async function measureConsumerStart(
  { parts, children, createJob }: Omit<Stand, 'stop'>,
  on: { topic: string; workload: Workload; restMs: number },
): Promise<ConsumerStart> {
  const { topic, workload, restMs } = on;
  const table = await startTableServer(children, { mode: 'null', workload });
  try {
    const job = createJob({ topic, tableEndpoint: table.endpoint, tableName: 'benchmark' });
    const startedNs = Number(process.hrtime.bigint());
    const child = await CONTENDERS[0]!.start(job, parts);
    try {
      const { firstItemNs } = await waitForFirstItem(child, table);
      const { cpuSeconds } = readUsageOf(child);
      await delay(restMs);
      const { rssMb } = readUsageOf(child);
      return { firstItemMs: (firstItemNs - startedNs) / 1e6, cpuSeconds, rssAtRestMb: rssMb };
    } finally {
      child.kill();
      await child.exited;
    }
  } finally {
    table.kill();
  }
}
