import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Makes metrics of one registry. */
export type Instruments = ReturnType<typeof createInstruments>;

export function createInstruments(registry: Registry) {
  const registers = [registry];
  return {
    counter: <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Counter({ name, help, labelNames, registers }),
    gauge: <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Gauge({ name, help, labelNames, registers }),
    /** Of durations; the buckets are their upper limits in seconds. */
    histogram: (name: string, help: string, buckets: number[]) =>
      new Histogram({ name, help, buckets, registers }),
    /** Read anew at every scrape: a value that is gone is not shown any more. */
    readGauge: <Label extends string>(
      name: string,
      help: string,
      label: Label,
      read: () => Iterable<readonly [label: string | number, value: number]>,
    ) =>
      new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        collect() {
          this.reset();
          for (const [value, number] of read()) this.labels(String(value)).set(number);
        },
      }),
  };
}
