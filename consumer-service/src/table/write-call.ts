import type { ItemRefusedError } from '../errors.ts';
import type { LaneEntry } from './lanes.ts';
import type { RefusedWrite, TableWrite } from './table-writer.ts';

/** One write of a call. */
export type CallEntry = LaneEntry & { readonly index: number; readonly call: CallAnswers };

type CallAnswers = {
  /** False when it does not count. */
  stored(): boolean;
  refused(index: number, error: ItemRefusedError): void;
  changeInFlight(change: 1 | -1): void;
};

/**
 * What one caller waits for:
 *
 *   open ── all answered ──▶ resolved
 *     └──── drop() ──▶ dropped ── none in flight ──▶ rejected
 *
 * Once dropped, answers do not count any more.
 */
export type WriteCall = {
  readonly entries: readonly CallEntry[];
  readonly outcome: Promise<RefusedWrite[]>;
  drop(reason: unknown): void;
};

export function createWriteCall(writes: readonly TableWrite[]): WriteCall {
  const { promise: outcome, resolve, reject } = Promise.withResolvers<RefusedWrite[]>();
  const refusals: RefusedWrite[] = [];
  let unanswered = writes.length;
  let inFlight = 0;
  let dropped: { reason: unknown } | undefined;

  function answer(): void {
    unanswered -= 1;
    if (unanswered === 0) resolve(refusals);
  }

  const call: CallAnswers = {
    stored() {
      if (dropped === undefined) answer();
      return dropped === undefined;
    },
    refused(index, error) {
      if (dropped !== undefined) return;
      refusals.push({ index, error });
      answer();
    },
    changeInFlight(change) {
      inFlight += change;
      if (dropped !== undefined && inFlight === 0) reject(dropped.reason);
    },
  };
  const isDropped = () => dropped !== undefined;
  return {
    entries: writes.map((write, index) => ({ write, index, call, isDropped, lane: undefined })),
    outcome,
    drop(reason) {
      dropped ??= { reason };
      if (inFlight === 0) reject(reason);
    },
  };
}
