import { orAborted } from '../deadline.ts';
import type { Fence } from '../fence.ts';

/**
 * What may be done with what this member has in work, from one join to the next:
 *
 *   settled ── hold() ──▶ finishing ── join() ──▶ joining ── settle() ──▶ settled
 *      └────────────────────── join() ──────────────▲
 *
 * finishing: the group rebalances, but waits for this member. What was handed over is written and committed, so that
 *   whoever gets a partition next does not write it again; nothing more is handed over.
 * joining: until it is known whose the partitions have been since. Others may write what is newer, so nothing is
 *   written, nor committed. Lasts across further rebalances.
 */
export type Settling = {
  hold(): void;
  join(): void;
  settle(): void;
  isSettled(): boolean;
  isJoining(): boolean;
  /** Resolves when it is settled, or was for a moment. */
  settled(): Promise<void>;
  /** Handing over is for while it is settled; writing for all but while joining. */
  fences: { handOver: Fence; write: Fence };
};

/** Where there is no work there is nothing to settle. */
export function createSettling(hasWork: () => boolean): Settling {
  const settling = createPending();
  const joining = createPending();

  function hold(): void {
    if (hasWork()) settling.begin();
    else settle();
  }

  function settle(): void {
    settling.end();
    joining.end();
  }

  return {
    hold,
    join() {
      joining.begin();
      hold();
    },
    settle,
    isSettled: settling.isOver,
    isJoining: () => !joining.isOver(),
    settled: settling.over,
    fences: { handOver: toFence(settling), write: toFence(joining) },
  };
}

/** Something that begins, and ends later. */
type Pending = ReturnType<typeof createPending>;

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

function toFence({ isOver, over }: Pending): Fence {
  return {
    isOpen: isOver,
    async whenOpen(signal) {
      signal.throwIfAborted();
      while (!isOver()) await orAborted(over(), signal);
    },
  };
}
