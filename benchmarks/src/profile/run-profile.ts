import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toHistory } from '../compare/plan.ts';
import { createGlueline } from '../contenders/glueline.ts';
import { ContenderFailedError } from '../measure/failure.ts';
import { runContender } from '../measure/run-contender.ts';
import { waitForFirstItem } from '../measure/wait-for-first-item.ts';
import type { Options } from '../options.ts';
import { renderFigure } from '../render/figures.ts';
import { renderTable } from '../render/table.ts';
import type { Report, Say } from '../report.ts';
import type { Stand } from '../stand.ts';
import { type CpuProfile, type Share, toShares } from './where-time-goes.ts';

type Plan = { recordCount: number; warmUpMs: number; windowMs: number };
const FULL: Plan = { recordCount: 1_400_000, warmUpMs: 6000, windowMs: 8000 };
const QUICK: Plan = { recordCount: 200_000, warmUpMs: 1000, windowMs: 2000 };

/** Less is noise. */
const LEAST_SHARE = 0.01;

export async function runProfile(
  stand: Omit<Stand, 'stop'>,
  { isQuick }: Options,
  say: Say,
): Promise<Report> {
  const plan = isQuick ? QUICK : FULL;
  const workload = toHistory(plan.recordCount);
  const topic = await stand.fill(workload);
  say(`${plan.recordCount} records are in the topic`);
  const folder = await mkdtemp(join(tmpdir(), 'glueline-profile-'));
  try {
    const { items, fromMicros } = await writeProfile(stand, { topic, folder, plan });
    const [file] = await readdir(folder);
    if (file === undefined) throw new ContenderFailedError('left no profile: it did not end within 30 s');
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
    const shares = toShares(profile, fromMicros);
    const owners = shares.owners.filter(isShown);
    const functions = shares.functions.filter(isShown);
    return {
      title: 'Where the time goes',
      markdown: [
        `The consumer service from ${plan.warmUpMs / 1000} s after its first item on, ${renderFigure(items)} items, a table that answers at once; time at work only, by what runs itself.\n`,
        '### By package and file\n',
        renderShares('package or file', owners),
        '\n### By function\n',
        renderShares('function', functions),
      ].join('\n'),
      figures: { plan, items, owners, functions },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Resolves to how many items were written after the warm-up, and when that ended on the machine's clock. */
async function writeProfile(
  stand: Omit<Stand, 'stop'>,
  { topic, folder, plan }: { topic: string; folder: string; plan: Plan },
): Promise<{ items: number; fromMicros: number }> {
  const table = { mode: 'null', workload: toHistory(plan.recordCount) } as const;
  const nodeFlags = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const contender = createGlueline({ name: 'glueline', title: 'Glueline', warmUpMs: 0, nodeFlags });
  return runContender(stand, contender, { topic, table }, async (run) => {
    await waitForFirstItem(run.child, run.table);
    await delay(plan.warmUpMs);
    const fromMicros = Number(process.hrtime.bigint()) / 1000;
    const before = await run.table.readCounts();
    await delay(plan.windowMs);
    const after = await run.table.readCounts();
    // The profile is written at the end of the process, which has to be a clean one.
    await run.child.stop();
    return { items: after.items - before.items, fromMicros };
  });
}

const isShown = ({ share }: Share) => share >= LEAST_SHARE;

function renderShares(what: string, shares: readonly Share[]): string {
  return renderTable(
    [what, 'share'],
    shares.map((each) => [each.what, `${(each.share * 100).toFixed(1)} %`]),
  );
}
