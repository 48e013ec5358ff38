import type { Contender } from '../contenders/contender.ts';
import type { Stand } from '../stand.ts';
import type { TableServer } from '../table-server/start-table-server.ts';
import type { Counts } from '../table-server/table-protocol.ts';
import type { Workload } from '../workload/workload.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { runContender } from './run-contender.ts';
import { waitForFirstItem } from './wait-for-first-item.ts';

export type Order = Pick<Counts, 'items' | 'keys' | 'currentKeys' | 'staleWrites' | 'different'> & {
  readonly keyCount: number;
  /** It had not come to the end of the topic: only what it wrote can be judged. */
  readonly isCutShort: boolean;
};

/** Late writes and retries are in by then. */
const QUIET_MS = 2500;
/** With keys missing or not current it may be that it only pauses; after this long it is through. */
const STOPPED_MS = 10_000;
const POLL_MS = 100;

/** Runs a `state` workload to its end, or to the deadline, and looks at what is in the table. */
export async function measureOrder(
  stand: Omit<Stand, 'stop'>,
  contender: Contender,
  on: { topic: string; workload: Workload; deadlineMs: number },
): Promise<Order> {
  const { topic, workload, deadlineMs } = on;
  const keyCount = workload.deviceCount;
  return runContender(
    stand,
    contender,
    { topic, table: { mode: 'ordered', workload } },
    async ({ child, table }) => {
      await waitForFirstItem(child, table);
      const { counts, isQuiet } = await waitUntilQuiet(table, deadlineMs, keyCount);
      const { items, keys, currentKeys, staleWrites, different } = counts;
      return { items, keys, currentKeys, staleWrites, different, keyCount, isCutShort: !isQuiet };
    },
  );
}

async function waitUntilQuiet(table: TableServer, deadlineMs: number, keyCount: number) {
  const endMs = performance.now() + deadlineMs;
  let counts = await table.readCounts();
  let changedMs = performance.now();
  for (;;) {
    await delay(POLL_MS);
    const now = await table.readCounts();
    const nowMs = performance.now();
    if (now.items !== counts.items) changedMs = nowMs;
    counts = now;
    const isComplete = counts.currentKeys === keyCount;
    if (nowMs - changedMs > (isComplete ? QUIET_MS : STOPPED_MS)) return { counts, isQuiet: true };
    if (nowMs > endMs && (!isComplete || nowMs > endMs + QUIET_MS)) return { counts, isQuiet: isComplete };
  }
}
