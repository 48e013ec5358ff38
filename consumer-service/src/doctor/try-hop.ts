import { withinDeadline } from '../deadline.ts';
import { findAdvice } from './advice.ts';
import { describeFailure } from './describe-failure.ts';
import type { HopName, HopResult } from './hop.ts';

const DEADLINE_MS = 5000;

export type Hop = {
  readonly hop: HopName;
  readonly subject?: string;
  /** What earlier hops found: with one of them undefined this one is not tried. */
  readonly needs?: readonly unknown[];
  readonly deadlineMs?: number;
};

export type Found<Value> = { readonly detail: string; readonly value: Value };

/** Undefined when the hop failed or was not tried. `check` should let go of what it holds when the signal aborts. */
export type TryHop = <Value>(
  hop: Hop,
  check: (signal: AbortSignal) => Promise<Found<Value>>,
) => Promise<Value | undefined>;

export function createTryHop(
  onResult: (result: HopResult) => void,
  now: () => number = () => performance.now(),
): TryHop {
  return async (hop, check) => {
    const { hop: name, subject, needs = [], deadlineMs = DEADLINE_MS } = hop;
    const base = { hop: name, subject };
    if (needs.includes(undefined)) {
      onResult({ ...base, result: 'not tried', durationMs: 0, detail: '', advice: undefined });
      return undefined;
    }
    const startMs = now();
    const over = new AbortController();
    const toDurationMs = () => Math.round(now() - startMs);
    try {
      const { detail, value } = await withinDeadline(check(over.signal), { what: `hop ${name}`, deadlineMs });
      onResult({ ...base, result: 'ok', durationMs: toDurationMs(), detail, advice: undefined });
      return value;
    } catch (error) {
      const detail = describeFailure(error);
      const advice = findAdvice(name, error);
      onResult({ ...base, result: 'failed', durationMs: toDurationMs(), detail, advice });
      return undefined;
    } finally {
      over.abort();
    }
  };
}
