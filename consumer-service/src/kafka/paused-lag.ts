import { orAborted, pause } from '../deadline.ts';
import type { PartitionWork } from '../partition-work.ts';

/** The lag of a service that is stuck has to rise within an alarm's minute. */
const INTERVAL_MS = 10_000;

/**
 * Asks for the end of the log of partitions that are paused: otherwise only fetches tell it, and a paused partition
 * is left out of them, so its lag would stand still just when it matters. Resolves when the signal has aborted.
 */
export async function watchPausedLag(options: {
  works: ReadonlyMap<number, PartitionWork>;
  readLogEnd: (partition: number) => Promise<bigint>;
  signal: AbortSignal;
  onFailed: (error: unknown) => void;
  intervalMs?: number;
}): Promise<void> {
  const { works, readLogEnd, signal, onFailed, intervalMs = INTERVAL_MS } = options;
  while (!signal.aborted) {
    try {
      await pause(intervalMs, signal);
      for (const work of works.values()) {
        if (work.isPaused()) work.noteLogEnd(await orAborted(readLogEnd(work.partition), signal));
      }
    } catch (error) {
      if (!signal.aborted) onFailed(error);
    }
  }
}
