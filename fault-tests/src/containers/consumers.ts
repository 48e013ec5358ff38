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

/** So few are read and stored within the seconds that a stop may take, on a slow machine too. */
const ABREAST_RECORDS = 300;

/**
 * Resolves when the consumers keep up with the load: a backlog that is in memory and that the table cannot take within
 * DRAIN_TIMEOUT_MS would end a stop with code 1, rightly, and show nothing of the containers.
 */
export async function untilAbreast(project: Project): Promise<void> {
  await until(
    async () => (await sumOverConsumers(project, 'glueline_lag_records')) < ABREAST_RECORDS,
    `the consumers to be less than ${ABREAST_RECORDS} records behind`,
  );
}

/** Resolves when those that run now have stored `count` further records. */
export async function untilStored(project: Project, count: number): Promise<void> {
  const before = await sumOverConsumers(project, 'glueline_items_stored_total');
  await until(async () => {
    return (await sumOverConsumers(project, 'glueline_items_stored_total')) >= before + count;
  }, `${count} further items`);
}
