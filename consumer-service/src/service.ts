import type { Logger } from 'pino';
import type { ConsumerConfig } from './config.ts';
import { FatalError } from './errors.ts';
import { createMetrics } from './http/metrics.ts';
import { waitForTopic } from './kafka/wait-for-topic.ts';
import { createObserver, type Observer } from './observe.ts';
import { createPipeline, joinGroup, type Pipeline } from './pipeline.ts';
import { checkOutsideParts } from './start-checks.ts';
import { createStatus, type Status } from './status.ts';
import { runStopSteps, type StopStep } from './stop-steps.ts';
import { startWatching, type Watching } from './watching.ts';

export type Service = {
  /** Of `/health` and `/metrics`. */
  readonly address: string;
  /** Rejects with what the service cannot recover from. Never resolves. */
  readonly failed: Promise<never>;
  /**
   * Stops in order, once, however often it is called. Throws an AggregateError of the steps that failed or did not
   * end within the deadline; nothing is lost then, but records may be read again.
   */
  stop(): Promise<void>;
};

/** After a drain that used up its time, the commit, leaving and closing still need some. */
const RESERVED_FOR_CLOSING = 0.25;

/**
 * Resolves when everything outside has been checked; the topic need not exist yet. Throws StartError, or the
 * signal's reason when it aborts first.
 */
export async function startService(
  config: ConsumerConfig,
  logger: Logger,
  signal: AbortSignal = new AbortController().signal,
): Promise<Service> {
  const status = createStatus();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => {});
  const metrics = createMetrics({
    works: () => pipeline.assignment.works(),
    waitingFor: () => status.snapshot([]).waitingFor,
  });
  const observer = createObserver({ logger, metrics, status });
  const stopping = new AbortController();
  const pipeline = createPipeline(config, observer, (error) => {
    if (!stopping.signal.aborted) reject(error);
  });
  let watching: Watching | undefined;

  // The order of the stop. Each step is also right when its part has never started.
  const stopSteps: StopStep[] = [
    { what: 'stop fetching', run: () => pipeline.assignment.stopFetching() },
    {
      what: 'drain',
      run: async () => pipeline.assignment.idle(),
      deadlineMs: config.drainTimeoutMs * (1 - RESERVED_FOR_CLOSING),
    },
    { what: 'commit', run: async () => pipeline.committer.stop() },
    { what: 'give up what is not done', run: () => pipeline.assignment.release() },
    { what: 'leave the group', run: async () => pipeline.member.leave() },
    { what: 'close the fetch client', run: async () => pipeline.clients.fetcher.close() },
    { what: 'close the dead-letter producer', run: async () => pipeline.clients.producer.close() },
    { what: 'close the registry client', run: () => pipeline.registry.close() },
    { what: 'close the STS clients', run: () => pipeline.roles.forEach((role) => role.close()) },
    { what: 'close the table client', run: () => pipeline.clients.table.destroy() },
    { what: 'close the connections to the table', run: async () => pipeline.clients.transport.close() },
    { what: 'close the HTTP server', run: async () => watching?.stop() },
  ];
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    status.enter('stopping');
    stopped ??= runStopSteps(stopSteps, { timeoutMs: config.drainTimeoutMs });
    return stopped;
  };

  // The order of the start. `/health` comes first, to tell what the rest is waiting for.
  try {
    const readWorks = () => pipeline.assignment.works();
    watching = await startWatching(config, { metrics, status, readWorks });
    logger.info({ address: watching.address }, 'listening');
    await checkOutsideParts(config, pipeline, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  void consume({ config, logger, observer, pipeline, status, signal: stopping.signal, onFailed: reject });
  return { address: watching.address, failed, stop };
}

type Consumption = {
  config: ConsumerConfig;
  logger: Logger;
  observer: Observer;
  pipeline: Pipeline;
  status: Status;
  signal: AbortSignal;
  onFailed: (error: unknown) => void;
};

/** From the topic's first sight on, the group's events drive everything. */
async function consume(consumption: Consumption): Promise<void> {
  const { config, observer, pipeline, status, signal, onFailed } = consumption;
  try {
    await waitUntilTopicExists(consumption);
    status.enter('joining group');
    pipeline.committer.start();
    await joinGroup(pipeline, { config, observer, signal });
  } catch (error) {
    if (!signal.aborted) onFailed(new FatalError('cannot join the consumer group', { cause: error }));
  }
}

async function waitUntilTopicExists({ config, logger, pipeline, status, signal }: Consumption) {
  const { topic } = config;
  let isReported = false;
  await waitForTopic(pipeline.clients.fetcher, topic, {
    signal,
    onMissing() {
      status.recovered('brokers');
      status.enter('waiting for topic');
      if (!isReported) logger.info({ topic }, 'waiting for the topic to be created');
      isReported = true;
    },
    onUnreachable(error) {
      status.failed('looking for the topic', error);
      status.waiting('brokers', 'topic_lookup');
    },
  });
  status.recovered('brokers');
  if (isReported) logger.info({ topic }, 'the topic exists');
}
