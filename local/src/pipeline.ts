import { join } from 'node:path';
import { toConsumerEnvironment, toProducerEnvironment } from './aws/environment.ts';
import { provision } from './aws/provision.ts';
import type { ChildGroup } from './child/child-group.ts';
import type { Config } from './config.ts';
import { CONSUMER_SERVICE, startConsumerService } from './consumer-child.ts';
import { NAMES } from './names.ts';
import { startOnFreePort } from './ports.ts';
import { PRODUCER_ENDPOINT, startProducerEndpoint } from './producer-endpoint/child.ts';
import type { RealParts } from './real-parts.ts';
import { REAL_PARTS_STOP_ORDER, startRealParts } from './start-real-parts.ts';

/** What uses a part stops before it, and the consumer first: it has to drain and to commit. */
export const STOP_ORDER = [CONSUMER_SERVICE, PRODUCER_ENDPOINT, ...REAL_PARTS_STOP_ORDER];

const PORTS = { kafka: 9092, dynamodb: 8000, registry: 4570, producer: 9001, consumer: 8080 } as const;

/** Serialisable: `npm run send` gets it from the state file. */
export type RunningPipeline = { parts: RealParts; producerEndpoint: string; consumerEndpoint: string };

export type PipelineSettings = {
  runFolder: string;
  dataFolder: string | undefined;
  logFolder: string;
  onReady: (name: string, address: string, preferredPort: number) => void;
};

/** Each port is the preferred one or the next free one. What has started is in `children`, also after an error. */
export async function startPipeline(
  config: Config,
  children: ChildGroup,
  settings: PipelineSettings,
): Promise<RunningPipeline> {
  const parts = await startRealParts(config, children, {
    ports: PORTS,
    runFolder: settings.runFolder,
    dataFolder: settings.dataFolder,
    toLogFile: (name) => join(settings.logFolder, `${name}.log`),
    onReady: settings.onReady,
  });
  await provision(parts, NAMES);
  const [producerEndpoint, consumerEndpoint] = await Promise.all([
    startProducer(config, children, settings, parts),
    startConsumer(config, children, settings, parts),
  ]);
  return { parts, producerEndpoint, consumerEndpoint };
}

async function startProducer(
  config: Config,
  children: ChildGroup,
  { logFolder, onReady }: PipelineSettings,
  parts: RealParts,
): Promise<string> {
  const environment = toProducerEnvironment(parts, NAMES);
  const logFile = join(logFolder, 'producer.log');
  const endpoint = await startOnFreePort(PORTS.producer, (port) =>
    startProducerEndpoint(config, children, { port, environment, logFile }),
  );
  onReady(PRODUCER_ENDPOINT, endpoint, PORTS.producer);
  return endpoint;
}

async function startConsumer(
  config: Config,
  children: ChildGroup,
  { logFolder, onReady }: PipelineSettings,
  parts: RealParts,
): Promise<string> {
  const logFile = join(logFolder, 'consumer.log');
  const endpoint = await startOnFreePort(PORTS.consumer, (httpPort) =>
    startConsumerService(config, children, {
      httpPort,
      environment: toConsumerEnvironment(parts, { ...NAMES, httpPort }),
      logFile,
    }),
  );
  onReady(CONSUMER_SERVICE, endpoint, PORTS.consumer);
  return endpoint;
}
