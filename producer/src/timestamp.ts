const MICROS_PER_MS = 1000;

/**
 * Timestamps for events that bring none: ISO-8601 in UTC with always six fractional digits, so that they sort
 * as text. Strictly increasing within a process even when the wall clock stands still or steps back: the
 * table's key is device and timestamp, and two equal ones would become one item.
 */
export function createTimestamps(nowMicros: () => number = readWallClockMicros): () => string {
  let lastMicros = 0;
  return () => {
    lastMicros = Math.max(nowMicros(), lastMicros + 1);
    return toTimestamp(lastMicros);
  };
}

function toTimestamp(micros: number): string {
  const milliseconds = new Date(Math.floor(micros / MICROS_PER_MS)).toISOString().slice(0, -1);
  return `${milliseconds}${String(micros % MICROS_PER_MS).padStart(3, '0')}Z`;
}

/**
 * The wall clock has milliseconds. The digits below them come from the monotonic clock, which is not aligned
 * to it: they keep two processes that share a device apart, and order nothing beyond the millisecond.
 */
function readWallClockMicros(): number {
  const microsWithinMs = Number((process.hrtime.bigint() / 1000n) % BigInt(MICROS_PER_MS));
  return Date.now() * MICROS_PER_MS + microsWithinMs;
}
