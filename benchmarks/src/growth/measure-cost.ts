import { type Child, findFreePort } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import { createGlueline } from '../contenders/glueline.ts';
import { ContenderFailedError } from '../measure/failure.ts';
import { runContender } from '../measure/run-contender.ts';
import { waitForFirstItem } from '../measure/wait-for-first-item.ts';
import { readUsageOf } from '../measure/window.ts';
import type { Stand } from '../stand.ts';
import type { Certificate } from '../table-server/certificate.ts';
import type { Workload } from '../workload/workload.ts';
import { parseStored } from './read-stored.ts';

export type Cost = {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
};

type Sample = { stored: number; atMs: number; usage: ReturnType<typeof readUsageOf> };

/** Each look costs the service a page of metrics, which must not be what is measured. */
const POLL_MS = 100;
/** Of the records, at most, belong to the warm-up: some variants have few. */
const WARM_UP_SHARE = 0.6;
/**
 * Of each version in each partition. A partition is looked up once, a version is asked of the registry once: that is a
 * start's cost, not a record's.
 */
const WARM_UP_RECORDS = 10;
const DEADLINE_MS = 120_000;

/**
 * Counted in records by the service itself, because what is written is fewer of them when later ones of a key replace
 * those that wait.
 */
export async function measureCost(
  stand: Omit<Stand, 'stop'>,
  on: {
    topic: string;
    workload: Workload;
    warmUpMs: number;
    windowMs: number;
    tls?: Certificate | undefined;
  },
): Promise<Cost> {
  const { topic, workload, warmUpMs, windowMs, tls } = on;
  const { recordCount, versionCount, partitionCount } = workload;
  const port = await findFreePort(0);
  const settings = { HTTP_PORT: String(port), ...(tls && { NODE_EXTRA_CA_CERTS: tls.caFile }) };
  const about = { name: 'glueline', title: 'Glueline', warmUpMs: 0, settings };
  const where = { topic, table: { mode: 'null', workload, ...(tls && { tls }) } } as const;
  return runContender(stand, createGlueline(about), where, async ({ child, table }) => {
    await waitForFirstItem(child, table);
    const startedMs = performance.now();
    const warmUpRecords = versionCount * partitionCount * WARM_UP_RECORDS;
    const before = await sampleUntil(child, port, ({ stored, atMs }) => {
      const isWarm = stored >= warmUpRecords && atMs - startedMs >= warmUpMs;
      return isWarm || stored >= recordCount * WARM_UP_SHARE;
    });
    const after = await sampleUntil(child, port, ({ stored, atMs }) => {
      return stored >= recordCount || (stored > before.stored && atMs - before.atMs >= windowMs);
    });
    return {
      records: after.stored - before.stored,
      seconds: (after.atMs - before.atMs) / 1000,
      cpuSeconds: after.usage.cpuSeconds - before.usage.cpuSeconds,
      peakRssMb: after.usage.peakRssMb,
    };
  });
}

async function sampleUntil(
  child: Child,
  port: number,
  isReached: (sample: Sample) => boolean,
): Promise<Sample> {
  const endMs = performance.now() + DEADLINE_MS;
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const stored = parseStored(await response.text());
    const sample = { stored, atMs: performance.now(), usage: readUsageOf(child) };
    if (isReached(sample)) return sample;
    if (sample.atMs > endMs) {
      throw new ContenderFailedError(`stored ${stored} records within ${DEADLINE_MS / 1000} s`);
    }
    await delay(POLL_MS);
  }
}
