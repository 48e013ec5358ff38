import { afterEach, expect, test, vi } from 'vitest';
import { readConfig } from '../../../../consumer-service/src/config.ts';
import { createMetrics } from '../../../../consumer-service/src/http/metrics.ts';
import { createStatus } from '../../../../consumer-service/src/status.ts';
import { startWatching } from '../../../../consumer-service/src/watching.ts';
import { prod } from '../../../config/prod.ts';
import { createServiceMetrics } from '../../../lib/consumer/service-metrics.ts';
import { toTaskEnvironment } from '../../../lib/consumer/task-environment.ts';
import { EXAMPLE_CONTRACT } from '../../examples.ts';

type EmbeddedLine = {
  _aws: { CloudWatchMetrics: [{ Namespace: string; Dimensions: [string[]]; Metrics: { Name: string }[] }] };
} & Record<string, unknown>;

afterEach(() => vi.restoreAllMocks());

/** What the service itself writes, started with the variables of its task. */
async function readEmbeddedLine(): Promise<EmbeddedLine> {
  const environment = toTaskEnvironment({ config: prod, contract: EXAMPLE_CONTRACT, tableName: 'items' });
  const config = readConfig({ ...environment, HTTP_HOST: '127.0.0.1', HTTP_PORT: '0' });
  const metrics = createMetrics({ works: () => [], waitingFor: () => [] });
  const watching = await startWatching(config, { metrics, status: createStatus(), readWorks: () => [] });
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await watching.stop();
  const line = write.mock.calls.map(([chunk]) => String(chunk)).find((each) => each.includes('_aws'));
  write.mockRestore();
  return JSON.parse(line!) as EmbeddedLine;
}

test('every metric of an alarm is one that the service writes, in its namespace and with its dimensions', async () => {
  const { _aws: metadata, ...line } = await readEmbeddedLine();
  const [directive] = metadata.CloudWatchMetrics;
  const [dimensionNames] = directive.Dimensions;
  const written = {
    namespace: directive.Namespace,
    dimensions: Object.fromEntries(dimensionNames.map((name) => [name, line[name]])),
    names: directive.Metrics.map(({ Name: name }) => name),
  };
  const metrics = Object.values(createServiceMetrics(prod));

  expect(metrics.map(({ namespace }) => namespace)).toEqual(metrics.map(() => written.namespace));
  expect(metrics.map(({ dimensions }) => dimensions)).toEqual(metrics.map(() => written.dimensions));
  expect(metrics.map(({ metricName }) => metricName).toSorted()).toEqual(written.names.toSorted());
});
