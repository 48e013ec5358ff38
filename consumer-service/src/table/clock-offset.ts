/** DynamoDB refuses a request whose time is this far from its own; closer, the answer's own way would be taken for it. */
const MIN_OFFSET_MS = 5 * 60 * 1000;

/** How far this machine's clock is behind that of DynamoDB, which is the one that a signature's time is held against. */
export type ClockOffset = {
  now(): Date;
  /** The `date` of an answer. */
  learn(date: string | string[] | undefined): void;
};

export function createClockOffset(readClock: () => number = Date.now): ClockOffset {
  let offsetMs = 0;
  return {
    now: () => new Date(readClock() + offsetMs),
    learn(date) {
      const theirsMs = Date.parse(String(date));
      const localMs = readClock();
      if (Math.abs(theirsMs - (localMs + offsetMs)) >= MIN_OFFSET_MS) offsetMs = theirsMs - localMs;
    },
  };
}
