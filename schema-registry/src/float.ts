/** Nine digits tell every float apart; six of its digits are always its own. */
const MIN_DIGITS = 6;
const MAX_DIGITS = 9;

/**
 * The number with the fewest digits, at least six, that is still this float and no other: 0.1 for what a double would
 * show as 0.10000000149011612. It turns back into the same float.
 */
export function toShortestFloat(float: number): number {
  if (Number.isInteger(float) || !Number.isFinite(float)) return float;
  for (let digits = MIN_DIGITS; digits < MAX_DIGITS; digits++) {
    const rounded = Number(float.toPrecision(digits));
    if (Math.fround(rounded) === float) return rounded;
  }
  return Number(float.toPrecision(MAX_DIGITS));
}
