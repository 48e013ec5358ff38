import { setTimeout as delay } from 'node:timers/promises';
import { CONTENDERS } from '../contenders/all-contenders.ts';
import { runContender } from '../measure/run-contender.ts';
import { waitForFirstItem } from '../measure/wait-for-first-item.ts';
import { readUsageOf } from '../measure/window.ts';
import type { Stand } from '../stand.ts';
import type { Workload } from '../workload/workload.ts';

export type ConsumerStart = {
  /** From the process's start to its first item in the table: first fetch, decode and write. */
  readonly firstItemMs: number;
  readonly cpuSeconds: number;
  /** After it had nothing to do for a while. */
  readonly rssAtRestMb: number;
};

export async function measureConsumerStart(
  stand: Omit<Stand, 'stop'>,
  on: { topic: string; workload: Workload; restMs: number },
): Promise<ConsumerStart> {
  const { topic, workload, restMs } = on;
  const where = { topic, table: { mode: 'null', workload } } as const;
  return runContender(stand, CONTENDERS[0]!, where, async ({ child, table, startedNs }) => {
    const { firstItemNs } = await waitForFirstItem(child, table);
    const { cpuSeconds } = readUsageOf(child);
    await delay(restMs);
    const { rssMb } = readUsageOf(child);
    return { firstItemMs: (firstItemNs - startedNs) / 1e6, cpuSeconds, rssAtRestMb: rssMb };
  });
}
