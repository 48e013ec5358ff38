import { orAborted } from './deadline.ts';

/**
 * Keeps a member that was frozen from acting on partitions others may own by now: it does not know that it was
 * frozen, but it can know how long ago the group last heard of it.
 *
 *   closed ── renew() ──▶ open ── nothing heard for `maxAgeMs` ──▶ closed
 *
 * Invariant: while it is open, the group cannot have given this member's partitions away without its word, as
 * long as `maxAgeMs` is below the session timeout. To be asked right before each fetch, on its answer, before each
 * write and each commit.
 */
export type Fence = {
  isOpen(): boolean;
  /** Resolves when it is open; throws the signal's reason when it aborts first. */
  whenOpen(signal: AbortSignal): Promise<void>;
};

export type RenewableFence = Fence & {
  /** The group knew this member at `atMs` or later, on the clock of `now`. */
  renew(atMs: number): void;
};

/** What is left of the session has to cover the way of a write that has just passed. */
const MAX_SESSION_SHARE = 0.8;

export function createFence(options: {
  sessionTimeoutMs: number;
  /** Must go on while the process is stopped, and must not jump: not the time of day. */
  now?: () => number;
}): RenewableFence {
  const { sessionTimeoutMs, now = () => performance.now() } = options;
  const maxAgeMs = sessionTimeoutMs * MAX_SESSION_SHARE;
  let renewedMs = Number.NEGATIVE_INFINITY;
  let renewal = Promise.withResolvers<void>();
  const isOpen = () => now() - renewedMs < maxAgeMs;

  return {
    isOpen,
    async whenOpen(signal) {
      signal.throwIfAborted();
      while (!isOpen()) await orAborted(renewal.promise, signal);
    },
    renew(atMs) {
      renewedMs = Math.max(renewedMs, atMs);
      const renewed = renewal;
      renewal = Promise.withResolvers();
      renewed.resolve();
    },
  };
}

/** Open while all are. */
export function allOpen(...fences: Fence[]): Fence {
  const isOpen = () => fences.every((fence) => fence.isOpen());
  return {
    isOpen,
    async whenOpen(signal) {
      do {
        for (const fence of fences) await fence.whenOpen(signal);
      } while (!isOpen());
    },
  };
}

/** One that is made after whoever asks it. */
export function laterFence(read: () => Fence): Fence {
  return { isOpen: () => read().isOpen(), whenOpen: async (signal) => read().whenOpen(signal) };
}

/** The same function, which begins only while the fence is open. */
export function fenced<Input, Result>(
  fence: Fence,
  send: (input: Input, signal: AbortSignal) => Promise<Result>,
): (input: Input, signal: AbortSignal) => Promise<Result> {
  return async (input, signal) => {
    await fence.whenOpen(signal);
    return send(input, signal);
  };
}
