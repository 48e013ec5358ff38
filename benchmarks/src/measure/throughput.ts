import type { Contender } from '../contenders/contender.ts';
import type { Stand } from '../stand.ts';
import type { Workload } from '../workload/workload.ts';
import { runContender } from './run-contender.ts';
import { measureWindow, type Throughput } from './window.ts';

/** One contender, one round. Throws ContenderFailedError. */
export async function measureThroughput(
  stand: Omit<Stand, 'stop'>,
  contender: Contender,
  on: { topic: string; workload: Workload; windowMs: number; warmUpMs?: number },
): Promise<Throughput> {
  const { topic, workload, windowMs, warmUpMs = contender.warmUpMs } = on;
  const { recordCount } = workload;
  return runContender(
    stand,
    contender,
    { topic, table: { mode: 'null', workload } },
    async ({ child, table }) => measureWindow(child, table, { warmUpMs, windowMs, recordCount }),
  );
}
