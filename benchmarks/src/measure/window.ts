import type { Child } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import { readUsage } from '../process/usage.ts';
import type { TableServer } from '../table-server/start-table-server.ts';
import type { Counts } from '../table-server/table-protocol.ts';
import { ContenderFailedError } from './failure.ts';
import { readLastLine, waitForFirstItem } from './wait-for-first-item.ts';

export type Throughput = {
  readonly items: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
  readonly compared: number;
  readonly different: number;
};

export type Window = { warmUpMs: number; windowMs: number; recordCount: number };

const POLL_MS = 50;

/**
 * What a contender does in a fixed time after its warm-up, which begins with its first item. When it reaches the end of
 * the topic before, the window ends there. Throws ContenderFailedError.
 */
export async function measureWindow(
  child: Child,
  table: TableServer,
  { warmUpMs, windowMs, recordCount }: Window,
): Promise<Throughput> {
  await waitForFirstItem(child, table);
  await delay(warmUpMs);
  const before = await sample(child, table);
  if (before.counts.items >= recordCount) {
    throw new ContenderFailedError(`wrote all ${recordCount} records while it warmed up: more are needed`);
  }
  const after = await sampleAtEnd(child, table, before.atNs + windowMs * 1e6, recordCount);
  if (after.counts.items === before.counts.items) {
    throw new ContenderFailedError(`wrote nothing within ${windowMs} ms after ${before.counts.items} items`);
  }
  return {
    items: after.counts.items - before.counts.items,
    seconds: (after.atNs - before.atNs) / 1e9,
    cpuSeconds: after.usage.cpuSeconds - before.usage.cpuSeconds,
    peakRssMb: after.usage.peakRssMb,
    compared: after.counts.compared,
    different: after.counts.different,
  };
}

type Sample = { atNs: number; usage: ReturnType<typeof readUsage>; counts: Counts };

async function sampleAtEnd(child: Child, table: TableServer, endNs: number, recordCount: number) {
  for (;;) {
    const now = await sample(child, table);
    if (now.counts.items >= recordCount) return { ...now, atNs: now.counts.lastItemNs };
    const leftMs = (endNs - now.atNs) / 1e6;
    if (leftMs <= 0) return now;
    await delay(Math.min(POLL_MS, leftMs));
  }
}

async function sample(child: Child, table: TableServer): Promise<Sample> {
  const counts = await table.readCounts();
  // Both after the counts have come: what the answer takes on a full machine is in neither.
  const atNs = Number(process.hrtime.bigint());
  return { counts, atNs, usage: readUsageOf(child) };
}

export function readUsageOf(child: Child): ReturnType<typeof readUsage> {
  try {
    return readUsage(child.pid!);
  } catch (error) {
    throw new ContenderFailedError(`ended: ${readLastLine(child)}`, {
      cause: error,
    });
  }
}
