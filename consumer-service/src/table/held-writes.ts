import { orAborted } from '../deadline.ts';

export type Held = { writes: number; bytes: number };

/** Memory that all callers share. It may be exceeded by what each of them takes at once after it found room. */
export type HeldWrites = {
  take(held: Held): void;
  giveBack(held: Held): void;
  /** Resolves when less than either bound is taken; throws the signal's reason when it aborts first. */
  room(signal: AbortSignal): Promise<void>;
};

export function createHeldWrites(max: Held): HeldWrites {
  const taken: Held = { writes: 0, bytes: 0 };
  let change = Promise.withResolvers<void>();
  const isFull = () => taken.writes >= max.writes || taken.bytes >= max.bytes;
  return {
    take({ writes, bytes }) {
      taken.writes += writes;
      taken.bytes += bytes;
    },
    giveBack({ writes, bytes }) {
      taken.writes -= writes;
      taken.bytes -= bytes;
      change.resolve();
      change = Promise.withResolvers();
    },
    async room(signal) {
      while (isFull()) await orAborted(change.promise, signal);
    },
  };
}
