import { countSeries, sumMetric } from './metrics-text.ts';
import type { Project } from './project.ts';
import { until } from './until.ts';

const BYTES_PER_MB = 1_000_000;

/** What each running consumer says about itself. */
async function scrape(project: Project): Promise<string[]> {
  const addresses = await project.consumerAddresses();
  return Promise.all(addresses.map(async (address) => (await fetch(`${address}/metrics`)).text()));
}

export async function sumOverConsumers(project: Project, metric: string): Promise<number> {
  const texts = await scrape(project);
  return texts.reduce((sum, text) => sum + sumMetric(text, metric), 0);
}

/** In MB, of the largest. */
export async function readResidentMb(project: Project): Promise<number> {
  const texts = await scrape(project);
  return Math.max(...texts.map((text) => sumMetric(text, 'process_resident_memory_bytes'))) / BYTES_PER_MB;
}

/** Resolves when there are `count` and each of them has partitions. */
export async function untilShared(project: Project, count: number): Promise<void> {
  await until(async () => {
    const texts = await scrape(project);
    return texts.length === count && texts.every((text) => countSeries(text, 'glueline_lag_records') > 0);
  }, `${count} consumers with partitions`);
}

/** Resolves when those that run now have stored `count` further records. */
export async function untilStored(project: Project, count: number): Promise<void> {
  const before = await sumOverConsumers(project, 'glueline_items_stored_total');
  await until(async () => {
    return (await sumOverConsumers(project, 'glueline_items_stored_total')) >= before + count;
  }, `${count} further items`);
}
