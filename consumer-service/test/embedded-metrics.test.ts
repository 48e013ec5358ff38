import { Counter, Gauge, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { startEmbeddedMetrics, toEmbeddedMetrics } from '../src/embedded-metrics.ts';

function createRegistry() {
  const registry = new Registry();
  const registers = [registry];
  const lag = new Gauge({ name: 'glueline_lag_seconds', help: 'h', labelNames: ['partition'], registers });
  const records = new Gauge({
    name: 'glueline_lag_records',
    help: 'h',
    labelNames: ['partition'],
    registers,
  });
  const letters = new Counter({
    name: 'glueline_dead_letters_total',
    help: 'h',
    labelNames: ['reason'],
    registers,
  });
  return { registry, lag, records, letters };
}

const context = { namespace: 'Glueline', dimensions: { Topic: 'sensor', Group: 'g' }, nowMs: 7 };

test('a line is a document in the form CloudWatch reads', async () => {
  const { registry, lag, records, letters } = createRegistry();
  lag.set({ partition: 0 }, 1.5);
  lag.set({ partition: 1 }, 4);
  records.set({ partition: 0 }, 10);
  records.set({ partition: 1 }, 5);
  letters.inc({ reason: 'tombstone' }, 2);
  letters.inc({ reason: 'datum_mismatch' }, 1);

  const { document } = toEmbeddedMetrics(await registry.getMetricsAsJSON(), {
    ...context,
    before: new Map(),
  });

  expect(document).toEqual({
    _aws: {
      Timestamp: 7,
      CloudWatchMetrics: [
        {
          Namespace: 'Glueline',
          Dimensions: [['Topic', 'Group']],
          Metrics: [
            { Name: 'LagRecords', Unit: 'Count' },
            { Name: 'LagSeconds', Unit: 'Seconds' },
            { Name: 'WaitingSeconds', Unit: 'Seconds' },
            { Name: 'DeadLetters', Unit: 'Count' },
            { Name: 'OffsetResets', Unit: 'Count' },
            { Name: 'Rebalances', Unit: 'Count' },
            { Name: 'RecordsRead', Unit: 'Count' },
            { Name: 'ItemsStored', Unit: 'Count' },
            { Name: 'Retries', Unit: 'Count' },
          ],
        },
      ],
    },
    Topic: 'sensor',
    Group: 'g',
    LagRecords: 15,
    LagSeconds: 4,
    WaitingSeconds: 0,
    DeadLetters: 3,
    OffsetResets: 0,
    Rebalances: 0,
    RecordsRead: 0,
    ItemsStored: 0,
    Retries: 0,
  });
});

test('a counter is told by what it rose since the last line', async () => {
  const { registry, letters } = createRegistry();
  letters.inc({ reason: 'tombstone' }, 2);
  const first = toEmbeddedMetrics(await registry.getMetricsAsJSON(), { ...context, before: new Map() });
  letters.inc({ reason: 'tombstone' }, 5);
  const second = toEmbeddedMetrics(await registry.getMetricsAsJSON(), { ...context, before: first.totals });
  expect(second.document).toMatchObject({ DeadLetters: 5 });
});

test('what happened since the last minute is still written at the stop', async () => {
  const { registry, letters } = createRegistry();
  const lines: string[] = [];
  const { namespace, dimensions } = context;
  const metrics = startEmbeddedMetrics({
    registry,
    namespace,
    dimensions,
    write: (line) => lines.push(line),
  });
  letters.inc({ reason: 'tombstone' });
  await metrics.stop();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ DeadLetters: 1 }]);
});
