import { readConfig } from '@glueline/local/parts';
import { findFreePort, startChild, waitUntilReady } from '@glueline/local/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { PROMETHEUS_FOLDER, readYaml } from './rule-files.ts';

type Series = { metric: Record<string, string>; value: [number, string] };
type RuleState = { name: string; health: string; lastError?: string };
type Configuration = {
  global: Record<string, string>;
  rule_files: string[];
  scrape_configs: {
    job_name: string;
    static_configs?: { targets: readonly string[] }[];
    dns_sd_configs?: unknown;
  }[];
};

export type Prometheus = {
  query(expr: string): Promise<Series[]>;
  readRuleStates(): Promise<RuleState[]>;
  /** The health of every target, by address. */
  readTargets(): Promise<Record<string, string>>;
};

/**
 * With the configuration of compose, except for what differs here: where the consumers are, as there is no service
 * discovery, and a second between scrapes.
 */
export async function startPrometheus(consumers: readonly string[]): Promise<Prometheus> {
  const port = await findFreePort(0);
  const folder = await mkdtemp(join(tmpdir(), 'glueline-prometheus-'));
  const address = `127.0.0.1:${port}`;
  const configFile = join(folder, 'prometheus.yml');
  await writeFile(
    configFile,
    stringify(await toConfiguration({ prometheus: [address], consumer: consumers })),
  );
  const server = startChild({
    name: 'Prometheus',
    command: readConfig(process.env).prometheus.serverCommand,
    args: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
    ],
    environment: {},
    stopTimeoutMs: 10_000,
  });
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await waitUntilReady(server, () => isReady(address));
  const read = async (path: string) => readApi(`http://${address}/api/v1/${path}`);
  return {
    async query(expr) {
      const { result } = (await read(`query?query=${encodeURIComponent(expr)}`)) as { result: Series[] };
      return result;
    },
    async readRuleStates() {
      const { groups } = (await read('rules')) as { groups: { rules: RuleState[] }[] };
      return groups.flatMap(({ rules }) => rules);
    },
    async readTargets() {
      type Target = { labels: { instance: string }; health: string };
      const { activeTargets } = (await read('targets')) as { activeTargets: Target[] };
      return Object.fromEntries(activeTargets.map(({ labels, health }) => [labels.instance, health]));
    },
  };
}

async function toConfiguration(targets: Record<string, readonly string[]>): Promise<Configuration> {
  const configuration = (await readYaml('prometheus.yml')) as Configuration;
  configuration.global = { scrape_interval: '1s', evaluation_interval: '1s' };
  configuration.rule_files = [`${PROMETHEUS_FOLDER}/rules/*.yml`];
  for (const job of configuration.scrape_configs) {
    delete job.dns_sd_configs;
    job.static_configs = [{ targets: targets[job.job_name]! }];
  }
  return configuration;
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/-/ready`)).ok;
  } catch {
    return false;
  }
}

async function readApi(url: string): Promise<unknown> {
  const answer = await fetch(url);
  const { status, data, error } = (await answer.json()) as { status: string; data: unknown; error?: string };
  if (status !== 'success') throw new Error(`Prometheus refuses ${url}: ${error}`);
  return data;
}
