import type { Workload } from '../workload/workload.ts';

/** What one comparison does. */
export type ComparePlan = {
  readonly rounds: number;
  readonly windowMs: number;
  /** Of each contender's own warm-up. */
  readonly warmUpShare: number;
  readonly throughput: Workload;
  readonly order: { readonly workload: Workload; readonly deadlineMs: number };
  readonly endToEnd: { readonly workload: Workload; readonly deadlineMs: number };
};

const DEVICES = 1000;
const SENSORS = { partitionCount: 6, deviceCount: DEVICES, paddingBytes: 0, versionCount: 1 } as const;

export const toHistory = (recordCount: number): Workload => ({ ...SENSORS, kind: 'history', recordCount });
const toState = (recordCount: number): Workload => ({ ...SENSORS, kind: 'state', recordCount });

/** About a quarter of an hour on two cores, of which most are the starts and warm-ups of JVMs. */
export const FULL_PLAN: ComparePlan = {
  rounds: 5,
  windowMs: 3000,
  warmUpShare: 1,
  throughput: toHistory(1_000_000),
  order: { workload: toState(DEVICES * 200), deadlineMs: 25_000 },
  endToEnd: { workload: toHistory(5000), deadlineMs: 8000 },
};

/** About a minute: whether all of it works, and roughly how fast. A JVM has not warmed up by then. */
export const QUICK_PLAN: ComparePlan = {
  rounds: 1,
  windowMs: 1500,
  warmUpShare: 0.2,
  throughput: toHistory(300_000),
  order: { workload: toState(DEVICES * 10), deadlineMs: 5000 },
  endToEnd: { workload: toHistory(2000), deadlineMs: 5000 },
};
