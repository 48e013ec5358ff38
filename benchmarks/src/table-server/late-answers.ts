/*
 * A table answers most requests within a few milliseconds and some later, and a late write lands late. One request in
 * eight waits; the waits follow from the request's number, so every contender meets the same ones.
 */
const LATE_EVERY = 8;
const MAX_LATE_MS = 12;

export function toDelayMs(requestNumber: number): number {
  if (requestNumber % LATE_EVERY !== 0) return 0;
  return 1 + (((requestNumber / LATE_EVERY) * 7) % MAX_LATE_MS);
}
