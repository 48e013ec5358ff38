import { withinDeadline } from './deadline.ts';

export type StopStep = { what: string; run: () => void | Promise<void>; deadlineMs?: number };

/**
 * One step after the other, each even when an earlier one failed, within the time that is left of `timeoutMs`.
 * Throws an AggregateError of what failed or took too long.
 */
export async function runStopSteps(
  steps: readonly StopStep[],
  { timeoutMs, now = () => performance.now() }: { timeoutMs: number; now?: () => number },
): Promise<void> {
  const endMs = now() + timeoutMs;
  const failures: Error[] = [];
  for (const { what, run, deadlineMs = timeoutMs } of steps) {
    const leftMs = Math.max(0, Math.min(endMs - now(), deadlineMs));
    try {
      await withinDeadline(Promise.resolve(run()), { what, deadlineMs: leftMs });
    } catch (error) {
      failures.push(new Error(`could not ${what}`, { cause: error }));
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map((failure) => failure.message).join('; '));
  }
}
