import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../options.ts';
import { renderSpread } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { type Certificate, createCertificate } from '../table-server/certificate.ts';
import { toRatios, toSpread } from '../statistics.ts';
import { type Cost, measureCost } from './measure-cost.ts';
import { createVariants, type Variant } from './variants.ts';

type Plan = { rounds: number; recordCount: number; warmUpMs: number; windowMs: number };
const FULL: Plan = { rounds: 5, recordCount: 1_200_000, warmUpMs: 7000, windowMs: 3000 };
const QUICK: Plan = { rounds: 1, recordCount: 100_000, warmUpMs: 500, windowMs: 1000 };

type Measured = Variant & { readonly rounds: Map<number, Cost> };

export async function runGrowth(stand: Omit<Stand, 'stop'>, { isQuick }: Options, say: Say): Promise<Report> {
  const plan = isQuick ? QUICK : FULL;
  const folder = await mkdtemp(join(tmpdir(), 'glueline-growth-'));
  try {
    const certificate = await createCertificate(stand.children, folder);
    return await measureGrowth(stand, plan, { certificate, say });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureGrowth(
  stand: Omit<Stand, 'stop'>,
  plan: Plan,
  { certificate, say }: { certificate: Certificate; say: Say },
): Promise<Report> {
  const topics = new Map<Measured, string>();
  for (const variant of createVariants(plan.recordCount)) {
    topics.set({ ...variant, rounds: new Map() }, await stand.fill(variant.workload));
    say(`filled: ${variant.title}`);
  }
  for (let round = 1; round <= plan.rounds; round++) {
    for (const [variant, topic] of topics) {
      const tls = variant.isTls ? certificate : undefined;
      const cost = await measureCost(stand, { topic, ...variant, ...plan, tls });
      variant.rounds.set(round, cost);
      say(`round ${round} of ${plan.rounds}: ${variant.title}: ${toMicros(cost).toFixed(1)} µs a record`);
    }
  }
  const measured = [...topics.keys()];
  return {
    title: 'What growth costs',
    markdown: renderGrowth(measured, plan),
    figures: {
      plan,
      measured: measured.map(({ title, workload, rounds }) => ({
        title,
        workload,
        rounds: Object.fromEntries(rounds),
      })),
    },
  };
}

function renderGrowth(measured: readonly Measured[], plan: Plan): string {
  const base = toCosts(measured[0]!);
  const rows = measured.map((variant) => {
    const costs = toCosts(variant);
    const ratios = toRatios(costs, base)!;
    const rounds = [...variant.rounds.values()];
    const speed = toSpread(rounds.map(({ records, seconds }) => records / seconds));
    const memory = toSpread(rounds.map(({ peakRssMb }) => peakRssMb));
    const cost = toSpread([...costs.values()]);
    return [variant.title, ...[cost, ratios, speed, memory].map(renderSpread)];
  });
  return [
    `Glueline, a table that answers at once. Median of ${plan.rounds} interleaved rounds of ${plan.windowMs / 1000} s, in brackets the least and the most.\n`,
    renderTable(['variant', 'CPU µs/record', 'times the first', 'records/s', 'peak RSS MB'], rows),
  ].join('\n');
}

const toMicros = ({ cpuSeconds, records }: Cost) => (cpuSeconds * 1e6) / records;

const toCosts = ({ rounds }: Measured) =>
  new Map([...rounds].map(([round, cost]) => [round, toMicros(cost)]));
