import { setTimeout as delay } from 'node:timers/promises';
import { readLogEnds } from '../log-ends.ts';
import { type Consumption, readCommitted } from '../progress.ts';

const POLL_MS = 250;

/**
 * Fewer than these and one batch of the load are written within the seconds that a stop may take, by a table that
 * takes 20 a second. What a table cannot take within DRAIN_TIMEOUT_MS would end a stop with code 1, rightly, and show
 * nothing of the containers.
 */
const MAX_RECORDS = 50;

/**
 * Resolves when the group is less than MAX_RECORDS behind the log, or the signal aborts. `admin` must not retry: it
 * is asked while the brokers stop, and whoever stops the load waits for its answer.
 */
export async function untilBacklogIsSmall(consumption: Consumption, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isSmall(consumption)) return;
    await delay(POLL_MS);
  }
}

async function isSmall(consumption: Consumption): Promise<boolean> {
  try {
    const ends = await readLogEnds(consumption.admin, consumption.topic);
    const committed = await readCommitted(consumption);
    const behind = [...ends].map(([partition, end]) => Number(end - (committed.get(partition) ?? 0n)));
    return behind.reduce((left, right) => left + right, 0) < MAX_RECORDS;
  } catch {
    // The brokers are away, or the coordinator moves: nothing is known, so nothing more is sent.
    return false;
  }
}
