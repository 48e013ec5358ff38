import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

/*
 * CloudWatch reads metrics out of log lines of a certain form, its embedded metric format: no agent, no API call.
 * Only the figures that alarms need, because each one in each combination of dimensions is paid for.
 *
 *   increase   of a counter since the last line
 *   sum, max   of a gauge over its partitions or dependencies, at the time of the line
 */
const FIGURES = [
  { metric: 'glueline_lag_records', name: 'LagRecords', unit: 'Count', as: 'sum' },
  { metric: 'glueline_lag_seconds', name: 'LagSeconds', unit: 'Seconds', as: 'max' },
  { metric: 'glueline_waiting_seconds', name: 'WaitingSeconds', unit: 'Seconds', as: 'max' },
  { metric: 'glueline_dead_letters_total', name: 'DeadLetters', unit: 'Count', as: 'increase' },
  { metric: 'glueline_offset_resets_total', name: 'OffsetResets', unit: 'Count', as: 'increase' },
  { metric: 'glueline_rebalances_total', name: 'Rebalances', unit: 'Count', as: 'increase' },
  { metric: 'glueline_records_read_total', name: 'RecordsRead', unit: 'Count', as: 'increase' },
  { metric: 'glueline_items_stored_total', name: 'ItemsStored', unit: 'Count', as: 'increase' },
  { metric: 'glueline_retries_total', name: 'Retries', unit: 'Count', as: 'increase' },
] as const;

/** The alarms' own resolution. */
const INTERVAL_MS = 60_000;

type Exported = MetricObjectWithValues<MetricValue<string>>;
export type Totals = ReadonlyMap<string, number>;

/** One line's document, and the totals that the next one takes its increases from. */
export function toEmbeddedMetrics(
  exported: readonly Exported[],
  context: { namespace: string; dimensions: Record<string, string>; nowMs: number; before: Totals },
): { document: Record<string, unknown>; totals: Totals } {
  const { namespace, dimensions, nowMs, before } = context;
  const totals = new Map<string, number>();
  const values: Record<string, number> = {};
  for (const { metric, name, as } of FIGURES) {
    const numbers = exported.find((each) => each.name === metric)?.values.map(({ value }) => value) ?? [];
    const sum = numbers.reduce((total, value) => total + value, 0);
    totals.set(metric, sum);
    if (as === 'increase') values[name] = sum - (before.get(metric) ?? 0);
    else values[name] = as === 'max' ? Math.max(0, ...numbers) : sum;
  }
  const directive = {
    Namespace: namespace,
    Dimensions: [Object.keys(dimensions)],
    Metrics: FIGURES.map(({ name, unit }) => ({ Name: name, Unit: unit })),
  };
  const document = { _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] }, ...dimensions, ...values };
  return { document, totals };
}

/** Writes a line every minute and a last one at the stop, which resolves when that is written. */
export function startEmbeddedMetrics(options: {
  registry: Registry;
  namespace: string;
  dimensions: Record<string, string>;
  write: (line: string) => void;
}): { stop(): Promise<void> } {
  const { registry, namespace, dimensions, write } = options;
  let before: Totals = new Map();

  async function emit(): Promise<void> {
    const exported = await registry.getMetricsAsJSON();
    const context = { namespace, dimensions, nowMs: Date.now(), before };
    const { document, totals } = toEmbeddedMetrics(exported, context);
    before = totals;
    write(`${JSON.stringify(document)}\n`);
  }

  const timer = setInterval(() => void emit(), INTERVAL_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await emit();
    },
  };
}
