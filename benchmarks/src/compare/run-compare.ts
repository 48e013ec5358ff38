import { CONTENDERS } from '../contenders/all-contenders.ts';
import type { Options } from '../options.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { compare } from './compare.ts';
import { FULL_PLAN, QUICK_PLAN } from './plan.ts';
import { renderComparison, renderComparisonChart } from './render-report.ts';

export async function runCompare(
  stand: Omit<Stand, 'stop'>,
  { isQuick, contenders: names }: Options,
  say: Say,
): Promise<Report> {
  const plan = isQuick ? QUICK_PLAN : FULL_PLAN;
  const contenders =
    names.length === 0
      ? CONTENDERS
      : names.flatMap((name) => CONTENDERS.filter((contender) => contender.name === name));
  const compared = await compare(stand, contenders, plan, say);
  const figures = compared.map((each) => ({ ...each, rounds: Object.fromEntries(each.rounds) }));
  return {
    title: 'Throughput against others',
    markdown: renderComparison(compared, plan),
    svg: renderComparisonChart(compared),
    figures: { plan, compared: figures },
  };
}
