import type { Options } from '../options.ts';
import { renderFigure } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { toHistory } from '../compare/plan.ts';
import type { Latencies, Percentiles } from './latencies.ts';
import { measureCapacity, measureLatency } from './measure-latency.ts';

const LOAD_SHARES = [0.1, 0.5, 0.9];

type Plan = { warmUpSeconds: number; seconds: number };
const FULL: Plan = { warmUpSeconds: 8, seconds: 20 };
const QUICK: Plan = { warmUpSeconds: 4, seconds: 4 };
/** More than DynamoDB Local takes on two cores. */
const OVERLOAD_PER_SECOND = 4000;

type Measured = { loadShare: number; ratePerSecond: number; latencies: Latencies };

export async function runLatency(
  stand: Omit<Stand, 'stop'>,
  { isQuick }: Options,
  say: Say,
): Promise<Report> {
  const plan = isQuick ? QUICK : FULL;
  const { warmUpSeconds, seconds } = plan;
  const toWorkload = (ratePerSecond: number) =>
    toHistory(Math.ceil(ratePerSecond * (warmUpSeconds + seconds)));
  const capacity = await measureCapacity(stand, {
    workload: toWorkload(OVERLOAD_PER_SECOND),
    ratePerSecond: OVERLOAD_PER_SECOND,
    warmUpSeconds,
  });
  say(`capacity: ${Math.round(capacity)} items/s`);
  const measured: Measured[] = [];
  for (const loadShare of LOAD_SHARES) {
    const ratePerSecond = capacity * loadShare;
    const warmUpRecords = Math.floor(ratePerSecond * warmUpSeconds);
    const load = { workload: toWorkload(ratePerSecond), ratePerSecond, warmUpRecords };
    const latencies = await measureLatency(stand, load);
    say(`${loadShare * 100} % of it: p99 ${renderFigure(latencies.fromAcknowledgement.p99Ms)} ms`);
    measured.push({ loadShare, ratePerSecond, latencies });
  }
  return {
    title: 'From acknowledgement to readable item',
    markdown: renderLatencies(capacity, measured, plan),
    figures: { plan, capacity, measured },
  };
}

function renderLatencies(capacity: number, measured: readonly Measured[], plan: Plan): string {
  const percentiles = ['p50', 'p99', 'p99.9', 'most'];
  const heading = ['load', 'records/s', 'records', 'not readable'];
  const toTable = (of: (latencies: Latencies) => Percentiles) =>
    renderTable(
      [...heading, ...percentiles.map((name) => `${name} ms`)],
      measured.map(({ loadShare, ratePerSecond, latencies }) => {
        const { p50Ms, p99Ms, p999Ms, maxMs } = of(latencies);
        const counts = [renderFigure(ratePerSecond), String(latencies.records), String(latencies.unreadable)];
        return [`${loadShare * 100} %`, ...counts, ...[p50Ms, p99Ms, p999Ms, maxMs].map(renderFigure)];
      }),
    );
  return [
    `Glueline into DynamoDB Local, which stores ${renderFigure(capacity)} items/s on this machine while more than that are sent. ` +
      `Records are sent at a fixed rate for ${plan.seconds} s after ${plan.warmUpSeconds} s that do not count, ` +
      `whatever becomes of those before them; an item counts as readable when DynamoDB Local has answered its write.\n`,
    "### From the broker's acknowledgement\n",
    toTable((latencies) => latencies.fromAcknowledgement),
    '\n### From the time it was meant to be sent\n',
    toTable((latencies) => latencies.fromIntended),
  ].join('\n');
}
