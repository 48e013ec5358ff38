import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const PROMETHEUS_FOLDER = fileURLToPath(new URL('../prometheus', import.meta.url));

export type Rule = {
  record?: string;
  alert?: string;
  expr: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};

export async function readRules(file: 'recording' | 'alerts'): Promise<Rule[]> {
  const { groups } = (await readYaml(`rules/${file}.yml`)) as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** @param path below docker/prometheus */
export async function readYaml(path: string): Promise<unknown> {
  return parse(await readFile(`${PROMETHEUS_FOLDER}/${path}`, 'utf8'));
}
