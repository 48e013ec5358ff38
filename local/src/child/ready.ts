import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';
import { ChildDiedError, ChildNotReadyError } from './errors.ts';

const POLL_MS = 30;
/** Ten times what the slowest part takes on an idle machine with two cores. */
const READY_DEADLINE_MS = 45_000;

/** Throws ChildDiedError when it ends first, ChildNotReadyError at the deadline. Stops it in both cases. */
export async function waitUntilReady(
  child: Child,
  isReady: () => boolean | Promise<boolean>,
  deadlineMs = READY_DEADLINE_MS,
): Promise<void> {
  const polling = new AbortController();
  try {
    await Promise.race([endedEarly(child), poll(child, isReady, deadlineMs, polling.signal)]);
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    polling.abort();
  }
}

/** Also when it was told to stop: it will not become ready. */
async function endedEarly(child: Child): Promise<never> {
  const { how } = await child.exited;
  throw new ChildDiedError(child.name, how, child.lastLines());
}

async function poll(
  child: Child,
  isReady: () => boolean | Promise<boolean>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!signal.aborted && !(await isReady())) {
    if (performance.now() > endMs) throw new ChildNotReadyError(child.name, deadlineMs, child.lastLines());
    await delay(POLL_MS);
  }
}

/** Any answer will do: a server that refuses a request without credentials is up. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}
