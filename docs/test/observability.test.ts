import { expect, test } from 'vitest';
import { toEmbeddedMetrics } from '../../consumer-service/src/embedded-metrics.ts';
import { toHealth } from '../../consumer-service/src/health.ts';
import { createMetrics } from '../../consumer-service/src/http/metrics.ts';
import { createStatus } from '../../consumer-service/src/status.ts';
import { readRules } from '../../docker/test/rule-files.ts';
import { readSources } from './sources.ts';
import { findCode, findSection, readDocument, readTables, type Row } from './markdown.ts';

const page = await readDocument('docs/observability.md');
const { registry } = createMetrics({ works: () => [], waitingFor: () => [] });
const exported = registry.getMetricsAsArray() as unknown as {
  name: string;
  type: string;
  labelNames: string[];
}[];
const rows = readTables(findSection(page, '## Metrics'), 'metric');

/** Node's own are many; a few are worth a row. */
const isOurs = (name: string) => name.startsWith('glueline_');

test('every metric of ours has a row, and every row a metric', () => {
  const names = exported.map(({ name }) => name);
  expect(rows.map(toName).filter(isOurs).toSorted()).toEqual(names.filter(isOurs).toSorted());
  expect(rows.map(toName).filter((name) => !names.includes(name))).toEqual([]);
});

test.each(rows)('$metric has the type and the labels that its row says, and something to do', (row) => {
  const { type, labelNames } = exported.find(({ name }) => name === toName(row))!;
  expect(row['type']).toBe(type);
  expect(findCode(row['labels']!)).toEqual(labelNames.filter((label) => label !== 'le'));
  expect(row['a rise means']).not.toBe('');
  expect(row['then']).not.toBe('');
});

test('every figure for CloudWatch has a row with its unit, and every row a figure', () => {
  const context = { namespace: 'Glueline', dimensions: {}, nowMs: 0, before: new Map() };
  const { document } = toEmbeddedMetrics([], context);
  const { _aws: directive } = document as {
    _aws: { CloudWatchMetrics: { Metrics: { Name: string; Unit: string }[] }[] };
  };
  const figures = directive.CloudWatchMetrics[0]!.Metrics.map(({ Name, Unit }) => `${Name} in ${Unit}`);
  const documented = readTables(findSection(page, '## CloudWatch'), 'figure');
  expect(documented.map((row) => `${findCode(row['figure']!)[0]} in ${row['unit']}`)).toEqual(figures);
});

test('every alert has a row with its severity, and every row an alert', async () => {
  const documented = readTables(findSection(page, '## Prometheus and Grafana'), 'alert');
  const said = documented.flatMap((row) =>
    findCode(row['alert']!).map((alert) => `${alert} ${row['severity']}`),
  );
  const alerts = (await readRules('alerts')).map(({ alert, labels }) => `${alert} ${labels?.['severity']}`);
  expect(said.toSorted()).toEqual(alerts.toSorted());
});

test('every field of /health is explained', () => {
  const health = toHealth(createStatus().snapshot([]), { loopDelayMs: 0, nowMs: Date.now() });
  const documented = readTables(findSection(page, '## Health'), 'field of `/health`');
  expect(documented.flatMap((row) => findCode(row['field of `/health`']!)).toSorted()).toEqual(
    Object.keys(health).toSorted(),
  );
});

const LEVELS: Readonly<Record<string, string>> = { 40: 'warn', 50: 'error', 60: 'fatal' };
const logLines = readTables(findSection(page, '## Log lines worth an alarm'), 'line');

test.each(logLines)('the log line $line is written so, at its level', async (row) => {
  const message = findCode(row['line']!)[0]!;
  const level = LEVELS[row['level']!];
  // What failed is put together with "failed" in one place.
  const [what] = /^\w+(?= failed$)/.exec(message) ?? [];
  const written =
    what === undefined ? `\\.${level}\\([^\\n]*'${message}'\\)` : `reportFailure\\('${what}', error\\)`;
  expect(await readSources('consumer-service/src')).toMatch(new RegExp(written));
});

function toName(row: Row): string {
  return findCode(row['metric']!)[0]!;
}
