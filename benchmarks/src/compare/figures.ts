import { type Spread, toRatios, toSpread } from '../statistics.ts';
import type { Compared } from './compared.ts';

export type ContenderFigures = {
  readonly itemsPerSecond: Spread;
  readonly cpuMicrosPerItem: Spread;
  readonly itemsPerCpuSecond: Spread;
  readonly peakRssMb: Spread;
  /** How many times as fast the first one is, and how many times its CPU this one takes. */
  readonly timesSlower: Spread | undefined;
  readonly timesCpu: Spread | undefined;
};

/** undefined when no round of it was measured. */
export function toFigures(of: Compared, first: Compared): ContenderFigures | undefined {
  if (of.rounds.size === 0) return undefined;
  const speeds = toSpeeds(of);
  const costs = toCosts(of);
  const rounds = [...of.rounds.values()];
  return {
    itemsPerSecond: toSpread([...speeds.values()]),
    cpuMicrosPerItem: toSpread([...costs.values()]),
    itemsPerCpuSecond: toSpread([...costs.values()].map((micros) => 1e6 / micros)),
    peakRssMb: toSpread(rounds.map((round) => round.peakRssMb)),
    timesSlower: toRatios(toSpeeds(first), speeds),
    timesCpu: toRatios(costs, toCosts(first)),
  };
}

const toSpeeds = ({ rounds }: Compared) =>
  new Map([...rounds].map(([round, { items, seconds }]) => [round, items / seconds]));

const toCosts = ({ rounds }: Compared) =>
  new Map([...rounds].map(([round, { items, cpuSeconds }]) => [round, (cpuSeconds * 1e6) / items]));
