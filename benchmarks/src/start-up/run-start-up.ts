import { toHistory } from '../compare/plan.ts';
import type { Options } from '../options.ts';
import { renderSpread } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { toSpread } from '../statistics.ts';
import { type ConsumerStart, measureConsumerStart } from './consumer-start.ts';
import { buildBundle, measureProducerStarts, type ProducerStart } from './producer-start.ts';

type Plan = { runs: number; restMs: number };
const FULL: Plan = { runs: 9, restMs: 5000 };
const QUICK: Plan = { runs: 2, restMs: 1000 };

const RECORDS = 6;

export async function runStartUp(
  stand: Omit<Stand, 'stop'>,
  { isQuick }: Options,
  say: Say,
): Promise<Report> {
  const plan = isQuick ? QUICK : FULL;
  const workload = toHistory(RECORDS);
  const topic = await stand.fill(workload);
  const consumer: ConsumerStart[] = [];
  for (let run = 0; run <= plan.runs; run++) {
    consumer.push(await measureConsumerStart(stand, { topic, workload, restMs: plan.restMs }));
    say(`consumer ${run} of ${plan.runs}: first item after ${consumer.at(-1)!.firstItemMs.toFixed(0)} ms`);
  }
  const bundle = await buildBundle();
  const producer = await measureProducerStarts(stand.parts, plan.runs);
  // The first start finds no file in the page cache.
  const consumerStarts = consumer.slice(1);
  return {
    title: 'Start-up and size',
    markdown: renderStarts(consumerStarts, producer, bundle),
    figures: { plan, consumer: consumerStarts, producer, bundle },
  };
}

function renderStarts(
  consumer: readonly ConsumerStart[],
  producer: readonly ProducerStart[],
  bundle: string,
): string {
  return [
    `Median of ${consumer.length} processes, in brackets the least and the most; one core.\n`,
    renderTable(
      ['what', 'figure'],
      [
        ['consumer: process start to first item in the table, ms', over(consumer, (run) => run.firstItemMs)],
        ['consumer: CPU until then, ms', over(consumer, (run) => run.cpuSeconds * 1000)],
        ['consumer: memory at rest, MB', over(consumer, (run) => run.rssAtRestMb)],
        ['producer: bundle', bundle],
        ['producer: import of the bundle, ms', over(producer, (run) => run.importMs)],
        ['producer: first invocation, ms', over(producer, (run) => run.firstMs)],
        [
          'producer: warm invocation, ms',
          renderSpread(toSpread(producer.map((run) => toSpread(run.warmMs).median))),
        ],
        ['producer: memory, MB', over(producer, (run) => run.rssMb)],
      ],
    ),
  ].join('\n');
}

function over<Run>(runs: readonly Run[], read: (run: Run) => number): string {
  return renderSpread(toSpread(runs.map(read)));
}
