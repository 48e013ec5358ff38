import type { ConsumerConfig } from './config.ts';
import { startEmbeddedMetrics } from './embedded-metrics.ts';
import { watchEventLoop } from './event-loop.ts';
import { toHealth } from './health.ts';
import type { Metrics } from './http/metrics.ts';
import { startHttpServer } from './http/server.ts';
import { toPartitionStatus } from './partition-status.ts';
import type { PartitionWork } from './partition-work.ts';
import type { Status } from './status.ts';

/** Everything through which the service is watched from outside, except for its log. */
export type Watching = {
  /** Of `/health` and `/metrics`. */
  readonly address: string;
  stop(): Promise<void>;
};

export async function startWatching(
  config: ConsumerConfig,
  parts: { metrics: Metrics; status: Status; readWorks: () => Iterable<PartitionWork> },
): Promise<Watching> {
  const { metrics, status, readWorks } = parts;
  const eventLoop = watchEventLoop();
  const readHealth = () => {
    const nowMs = Date.now();
    const partitions = [...readWorks()].map((work) => toPartitionStatus(work, nowMs));
    return toHealth(status.snapshot(partitions), { loopDelayMs: eventLoop.delayMs(), nowMs });
  };
  const { httpHost: host, httpPort: port } = config;
  const http = await startHttpServer({ host, port, readHealth, registry: metrics.registry });
  const embeddedMetrics = startEmbeddedMetricsWhenWanted(config, metrics);
  return {
    address: http.address,
    async stop() {
      eventLoop.stop();
      await embeddedMetrics?.stop();
      await http.close();
    },
  };
}

function startEmbeddedMetricsWhenWanted(
  { embeddedMetricsNamespace: namespace, topic, groupId }: ConsumerConfig,
  { registry }: Metrics,
) {
  if (namespace === undefined) return undefined;
  const dimensions = { Topic: topic, Group: groupId };
  return startEmbeddedMetrics({ registry, namespace, dimensions, write: writeLine });
}

/** Not through the logger: CloudWatch must get it whatever the level. */
function writeLine(line: string): void {
  process.stdout.write(line);
}
