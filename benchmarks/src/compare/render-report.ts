import { type Bar, renderBarChart } from '../render/bar-chart.ts';
import { renderFigure, renderSpread } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Spread } from '../statistics.ts';
import { type Compared, judge } from './compared.ts';
import { toFigures } from './figures.ts';
import type { ComparePlan } from './plan.ts';
import { RECORDED_ELSEWHERE } from './recorded-elsewhere.ts';

const NOTHING = '–';
const render = (spread: Spread | undefined) => (spread === undefined ? NOTHING : renderSpread(spread));

/** In Markdown, without a heading of its own. The first contender is what the ratios are to. */
export function renderComparison(compared: readonly Compared[], plan: ComparePlan): string {
  const { throughput, order, endToEnd } = plan;
  return [
    `### Throughput\n`,
    `${throughput.recordCount.toLocaleString('en-GB')} records in ${throughput.partitionCount} partitions, a table that answers at once. ` +
      `Median of ${plan.rounds} interleaved rounds of ${plan.windowMs / 1000} s after a warm-up, in brackets the least and the most; ratios are taken within a round.\n`,
    renderThroughput(compared),
    `\n### Order\n`,
    `${order.workload.deviceCount.toLocaleString('en-GB')} keys, ${order.workload.recordCount / order.workload.deviceCount} updates each, ` +
      `a table that answers one request in eight up to 12 ms late; at most ${order.deadlineMs / 1000} s each. What the table holds at the end is compared with the last record of each key.\n`,
    renderOrder(compared),
    `\n### DynamoDB Local\n`,
    `${endToEnd.workload.recordCount.toLocaleString('en-GB')} records from the topic into DynamoDB Local, at most ${endToEnd.deadlineMs / 1000} s each; every item is compared with its record.\n`,
    renderEndToEnd(compared),
    ...renderFailures(compared),
    `\n### Recorded elsewhere, not in this run\n`,
    renderTable(
      ['contender', 'items per CPU second', 'remark'],
      RECORDED_ELSEWHERE.map(({ title, itemsPerCpuSecond, remark }) => [title, itemsPerCpuSecond, remark]),
    ),
  ].join('\n');
}

/** Items per second of those that were measured, the fastest first. */
export function renderComparisonChart(compared: readonly Compared[]): string {
  const bars = compared.flatMap((each, index): Bar[] => {
    const figures = toFigures(each, compared[0]!);
    if (figures === undefined) return [];
    const right = index === 0 ? 'ours' : 'other';
    const look = judge(each) === 'wrong' ? 'wrong' : right;
    return [{ label: each.title, spread: figures.itemsPerSecond, look }];
  });
  return renderBarChart(
    'Items per second, one core for the contender',
    bars.toSorted((left, right) => right.spread.median - left.spread.median),
  );
}

function renderThroughput(compared: readonly Compared[]): string {
  const heading = ['contender', 'items/s', 'CPU µs/item', 'items per CPU second', 'peak RSS MB'];
  const ratios = ['the first is × as fast', 'takes × its CPU'];
  const rows = compared.map((each) => {
    const figures = toFigures(each, compared[0]!);
    const { itemsPerSecond, cpuMicrosPerItem, itemsPerCpuSecond, peakRssMb } = figures ?? {};
    const cells = [itemsPerSecond, cpuMicrosPerItem, itemsPerCpuSecond, peakRssMb].map(render);
    const verified = [...each.rounds.values()].reduce(
      (sum, { compared: count, different }) => ({
        compared: sum.compared + count,
        different: sum.different + different,
      }),
      { compared: 0, different: 0 },
    );
    const verdict = `${renderFigure(verified.compared - verified.different)} of ${renderFigure(verified.compared)}`;
    const others = [figures?.timesSlower, figures?.timesCpu].map(render);
    return [each.title, ...cells, ...others, verdict, judge(each)];
  });
  return renderTable([...heading, ...ratios, 'right of those compared', 'answer'], rows);
}

function renderOrder(compared: readonly Compared[]): string {
  const rows = compared.map(({ title, order }) => {
    if (order === undefined) return [title, NOTHING, NOTHING, NOTHING];
    const end = order.isCutShort ? 'no' : 'yes';
    return [title, end, `${order.currentKeys} of ${order.keyCount}`, String(order.staleWrites)];
  });
  return renderTable(['contender', 'came to the end', 'keys on their last record', 'stale writes'], rows);
}

function renderEndToEnd(compared: readonly Compared[]): string {
  const rows = compared.map(({ title, endToEnd }) => {
    if (endToEnd === undefined) return [title, NOTHING, NOTHING, NOTHING];
    const { written, seconds, cpuSeconds, items, right } = endToEnd;
    const itemsPerSecond = renderFigure(written / seconds);
    return [title, itemsPerSecond, renderFigure((cpuSeconds * 1e6) / written), `${right} of ${items}`];
  });
  return renderTable(['contender', 'items/s', 'CPU µs/item', 'right items'], rows);
}

function renderFailures(compared: readonly Compared[]): string[] {
  const failed = compared.flatMap(({ title, failures }) =>
    failures.map((failure) => `- ${title}: ${failure}`),
  );
  return failed.length === 0 ? [] : ['\n### Could not run\n', ...failed];
}
