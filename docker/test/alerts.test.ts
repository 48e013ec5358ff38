import { readConfig } from '@glueline/local/parts';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { toAnchor } from '../../docs/test/anchor.ts';
import { PROMETHEUS_FOLDER, readRules, readYaml } from './rule-files.ts';

const { promtoolCommand } = readConfig(process.env).prometheus;
const execute = promisify(execFile);
const alerts = await readRules('alerts');
const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

async function promtool(...args: string[]): Promise<string> {
  const { stdout } = await execute(promtoolCommand, args, { cwd: PROMETHEUS_FOLDER });
  return stdout;
}

async function readTestFiles(): Promise<string[]> {
  const names = await readdir(`${PROMETHEUS_FOLDER}/tests`);
  return names.filter((name) => name.endsWith('.yml')).map((name) => `tests/${name}`);
}

test('promtool accepts the configuration and both files of rules', async () => {
  expect(await promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS: 2 rule files found');
});

test('the alerts fire when they should, and only then', async () => {
  const files = await readTestFiles();
  const output = await promtool('test', 'rules', ...files);
  expect(output.match(/SUCCESS/g)).toHaveLength(files.length);
});

test.each(alerts)('that $alert fires is tested, and that it keeps quiet', async ({ alert }) => {
  type TestFile = { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] };
  const files = (await Promise.all((await readTestFiles()).map(readYaml))) as TestFile[];
  const outcomes = files
    .flatMap(({ tests }) => tests.flatMap((each) => each.alert_rule_test))
    .filter(({ alertname }) => alertname === alert)
    .map((each) => each.exp_alerts.length);
  expect(new Set(outcomes)).toEqual(new Set([0, 1]));
});

test.each(alerts)('$alert has a severity and a summary', ({ labels, annotations }) => {
  expect(labels?.['severity']).toMatch(/^(critical|warning)$/);
  expect(annotations?.['summary']).toMatch(/^([A-Z]|\{\{ \$value).+\.$/);
});

test('every alert leads to a heading of the runbook, which names it, and every alert named there exists', () => {
  const leads = alerts.map(({ alert, annotations }) => `${annotations?.['runbook_url']} tells of ${alert}`);
  expect(findNamedAlerts(runbook).toSorted()).toEqual(leads.toSorted());
});

/** In lines "Prometheus: `Alert`, `Alert`" below the headings of alarms. */
function findNamedAlerts(text: string): string[] {
  return text.split(/^### /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf('\n'));
    const named = /^Prometheus: (.+)$/m.exec(section)?.[1]?.match(/(?<=`)\w+(?=`)/g) ?? [];
    return named.map((alert) => `docs/runbook.md#${toAnchor(heading)} tells of ${alert}`);
  });
}
