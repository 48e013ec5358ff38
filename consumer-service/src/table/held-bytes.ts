import { orAborted } from '../deadline.ts';

/** Memory that all callers share. It may be exceeded by what each of them takes at once after it found room. */
export type HeldBytes = {
  take(bytes: number): void;
  giveBack(bytes: number): void;
  /** Resolves when less than the bound is taken; throws the signal's reason when it aborts first. */
  room(signal: AbortSignal): Promise<void>;
};

export function createHeldBytes(maxBytes: number): HeldBytes {
  let takenBytes = 0;
  let change = Promise.withResolvers<void>();
  const isFull = () => takenBytes >= maxBytes;
  return {
    take(bytes) {
      takenBytes += bytes;
    },
    giveBack(bytes) {
      takenBytes -= bytes;
      change.resolve();
      change = Promise.withResolvers();
    },
    async room(signal) {
      while (isFull()) await orAborted(change.promise, signal);
    },
  };
}
