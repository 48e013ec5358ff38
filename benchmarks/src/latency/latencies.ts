import { quantile } from '../statistics.ts';

/** Of one record, in ns of the machine's clock. */
export type Way = {
  readonly intendedNs: number;
  readonly acknowledgedNs: number;
  /** undefined when it never became readable. */
  readonly readableNs: number | undefined;
};

export type Percentiles = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
};

export type Latencies = {
  readonly records: number;
  readonly unreadable: number;
  /** What the producer's side waited for is not in it; below zero when the item was there before the answer was. */
  readonly fromAcknowledgement: Percentiles;
  /** All of it, also what a sender that was late adds. */
  readonly fromIntended: Percentiles;
};

/** Throws a RangeError when no record became readable. */
export function toLatencies(ways: readonly Way[]): Latencies {
  const arrived = ways.flatMap(({ readableNs, ...way }) =>
    readableNs === undefined ? [] : [{ ...way, readableNs }],
  );
  return {
    records: ways.length,
    unreadable: ways.length - arrived.length,
    fromAcknowledgement: toPercentiles(arrived.map((way) => way.readableNs - way.acknowledgedNs)),
    fromIntended: toPercentiles(arrived.map((way) => way.readableNs - way.intendedNs)),
  };
}

function toPercentiles(ns: readonly number[]): Percentiles {
  const at = (share: number) => quantile(ns, share) / 1e6;
  return { p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), maxMs: at(1) };
}
