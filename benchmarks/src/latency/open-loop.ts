/**
 * How many records should have been sent by now. The schedule asks nobody how fast answers come: a slow moment delays
 * no later record's time, and so is not left out of the figures.
 */
export function toDueCount(elapsedMs: number, ratePerSecond: number, total: number): number {
  return Math.min(total, Math.floor((elapsedMs / 1000) * ratePerSecond));
}

/** When a record was meant to be sent, on the clock that `startedNs` is of. */
export function toIntendedNs(index: number, startedNs: number, ratePerSecond: number): number {
  return startedNs + ((index + 1) / ratePerSecond) * 1e9;
}
