import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world.ts';
import type { TcpProxy } from './tcp-proxy.ts';

const SAMPLE_MS = 20;

export type Steadiness = {
  /** The longest time in which nothing landed in the table. */
  longestGapMs: number;
  /** The most connections to the broker at a time. */
  peakConnections: number;
};

/** Looks on for `durationMs`, and cuts all connections to the broker every `cutEveryMs`. */
export async function watchSteadiness(
  { table }: World,
  proxy: TcpProxy,
  { durationMs, cutEveryMs }: { durationMs: number; cutEveryMs: number },
): Promise<Steadiness> {
  const startMs = performance.now();
  let lastWriteMs = startMs;
  let writes = table.writes.length;
  let cuts = 0;
  const seen = { longestGapMs: 0, peakConnections: 0 };
  for (let nowMs = startMs; nowMs - startMs < durationMs; nowMs = performance.now()) {
    if (table.writes.length > writes) lastWriteMs = nowMs;
    writes = table.writes.length;
    seen.longestGapMs = Math.max(seen.longestGapMs, nowMs - lastWriteMs);
    seen.peakConnections = Math.max(seen.peakConnections, proxy.connections());
    if (nowMs - startMs > cutEveryMs * (cuts + 1)) {
      cuts++;
      proxy.cut();
    }
    await delay(SAMPLE_MS);
  }
  return seen;
}
