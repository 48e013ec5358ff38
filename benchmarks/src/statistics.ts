/** Of repeated measurements: the middle one, and how far the others are from it. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** Throws a RangeError without values: there is no middle of nothing. */
export function toSpread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

/** Between two ranks, in proportion. `share` is from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  const sorted = Float64Array.from(values).sort();
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)]!;
  const above = sorted[Math.ceil(rank)]!;
  return below + (above - below) * (rank - Math.floor(rank));
}

/**
 * How many times `others` go into `ours`, round by round: what disturbs the machine disturbs both of a round. Only
 * rounds that both have count.
 */
export function toRatios(
  ours: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number>,
): Spread | undefined {
  const ratios = [...ours].flatMap(([round, value]) => {
    const other = others.get(round);
    return other === undefined ? [] : [value / other];
  });
  return ratios.length === 0 ? undefined : toSpread(ratios);
}
