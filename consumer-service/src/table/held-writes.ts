import { orAborted } from '../deadline.ts';

export type Held = { writes: number; bytes: number };

/** What who finds room takes before anyone else can see it: a chunk of records, mostly. */
const EXPECTED_WRITES = 100;

/**
 * Memory that all callers share, given to those who wait for it in turn. It may be exceeded by what was let in at one
 * time: as many as have room if each takes what is expected.
 */
export type HeldWrites = {
  take(held: Held): void;
  giveBack(held: Held): void;
  /** Resolves when less than either bound is taken; throws the signal's reason when it aborts first. */
  room(signal: AbortSignal): Promise<void>;
};

export function createHeldWrites(max: Held): HeldWrites {
  const taken: Held = { writes: 0, bytes: 0 };
  /** What was let in and may not have taken anything yet. */
  let expectedWrites = 0;
  const waiting: { enter: () => void; signal: AbortSignal }[] = [];
  const isFull = () => taken.writes + expectedWrites >= max.writes || taken.bytes >= max.bytes;

  function expectWrites(): void {
    // A turn later all who were let in have taken theirs, or wait for something else.
    if (expectedWrites === 0) setImmediate(letIn, true);
    expectedWrites += EXPECTED_WRITES;
  }

  function letIn(isNextTurn = false): void {
    if (isNextTurn) expectedWrites = 0;
    while (waiting.length > 0 && !isFull()) {
      const { enter, signal } = waiting.shift()!;
      if (signal.aborted) continue;
      expectWrites();
      enter();
    }
  }

  return {
    take({ writes, bytes }) {
      taken.writes += writes;
      taken.bytes += bytes;
    },
    giveBack({ writes, bytes }) {
      taken.writes -= writes;
      taken.bytes -= bytes;
      letIn();
    },
    async room(signal) {
      if (waiting.length === 0 && !isFull()) return expectWrites();
      const { promise, resolve: enter } = Promise.withResolvers<void>();
      waiting.push({ enter, signal });
      await orAborted(promise, signal);
    },
  };
}
