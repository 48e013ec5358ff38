import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 250;
/** A session that expires, a rebalance, a scrape, on a busy machine. */
const DEADLINE_MS = 180_000;

/** What was waited for did not come. */
export class NotReachedError extends Error {
  override name = 'NotReachedError' as const;
}

/** Polls until `isReached`. What it throws counts as not yet: addresses come and go here. Throws NotReachedError. */
export async function until(isReached: () => Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + DEADLINE_MS;
  let cause: unknown;
  while (performance.now() < endMs) {
    try {
      if (await isReached()) return;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(POLL_MS);
  }
  throw new NotReachedError(`not within ${DEADLINE_MS / 1000} s: ${what}`, { cause });
}
