import { orAborted } from '../deadline.ts';
import type { Fence } from '../fence.ts';

/**
 * Whether what stayed with this member is known to be still its own.
 *
 *   settled ── hold() ──▶ held ── compare() ──▶ comparing ── settle() ──▶ settled
 *      └──────────────── compare() ─────────────────▲
 *
 * held: the group rebalances, and nobody else can have the partitions yet. What is in work goes on, but is not committed.
 * comparing: after a join, even across the next rebalance. Others may have had the partitions, and written what is
 *   newer, so nothing is written either.
 */
export type Settling = {
  hold(): void;
  compare(): void;
  settle(): void;
  isSettled(): boolean;
  /** Resolves when it is settled, or was for a moment. */
  settled(): Promise<void>;
  /** Closed while comparing. */
  compared: Fence;
};

/** Where nothing stayed there is nothing to compare. */
export function createSettling(hasWork: () => boolean): Settling {
  const settling = createPending();
  const comparing = createPending();

  function hold(): void {
    if (hasWork()) settling.begin();
    else settle();
  }

  function settle(): void {
    settling.end();
    comparing.end();
  }

  return {
    hold,
    compare() {
      comparing.begin();
      hold();
    },
    settle,
    isSettled: settling.isOver,
    settled: settling.over,
    compared: {
      isOpen: comparing.isOver,
      async whenOpen(signal) {
        signal.throwIfAborted();
        while (!comparing.isOver()) await orAborted(comparing.over(), signal);
      },
    },
  };
}

/** Something that begins, and ends later. */
function createPending() {
  let pending: PromiseWithResolvers<void> | undefined;
  return {
    begin() {
      pending ??= Promise.withResolvers();
    },
    end() {
      pending?.resolve();
      pending = undefined;
    },
    isOver: () => pending === undefined,
    over: async () => pending?.promise,
  };
}
