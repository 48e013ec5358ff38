import type { Options } from '../options.ts';
import { renderFigure } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { toHistory } from '../compare/plan.ts';
import type { Latencies, Percentiles } from './latencies.ts';
import { measureCapacity, measureLatency } from './measure-latency.ts';

const LOAD_SHARES = [0.1, 0.5, 0.9];

type Plan = { capacityRecords: number; warmUpSeconds: number; seconds: number };
const FULL: Plan = { capacityRecords: 40_000, warmUpSeconds: 8, seconds: 20 };
const QUICK: Plan = { capacityRecords: 4000, warmUpSeconds: 4, seconds: 4 };

type Measured = { loadShare: number; ratePerSecond: number; latencies: Latencies };

export async function runLatency(
  stand: Omit<Stand, 'stop'>,
  { isQuick }: Options,
  say: Say,
): Promise<Report> {
  const plan = isQuick ? QUICK : FULL;
  const capacity = await measureCapacity(stand, toHistory(plan.capacityRecords));
  say(`capacity: ${Math.round(capacity)} items/s`);
  const measured: Measured[] = [];
  for (const loadShare of LOAD_SHARES) {
    const ratePerSecond = capacity * loadShare;
    const workload = toHistory(Math.ceil(ratePerSecond * (plan.warmUpSeconds + plan.seconds)));
    const warmUpRecords = Math.floor(ratePerSecond * plan.warmUpSeconds);
    const latencies = await measureLatency(stand, { workload, ratePerSecond, warmUpRecords });
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
    `Glueline into DynamoDB Local, whose capacity on this machine is ${renderFigure(capacity)} items/s. ` +
      `Records are sent at a fixed rate for ${plan.seconds} s after ${plan.warmUpSeconds} s that do not count, ` +
      `whatever becomes of those before them; an item counts as readable when DynamoDB Local has answered its write.\n`,
    "### From the broker's acknowledgement\n",
    toTable((latencies) => latencies.fromAcknowledgement),
    '\n### From the time it was meant to be sent\n',
    toTable((latencies) => latencies.fromIntended),
  ].join('\n');
}
