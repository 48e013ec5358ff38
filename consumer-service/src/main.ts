import { ConfigurationError } from '@glueline/schema-registry';
import { type Logger, pino } from 'pino';
import { type ConsumerConfig, readConfig } from './config.ts';
import { orAborted } from './deadline.ts';
import { describeError } from './describe-error.ts';
import { type Service, startService } from './service.ts';

/*
 * Exit codes: 0 after a clean stop, 1 when something outside or unforeseen ended it, 2 when the configuration is
 * wrong. A second signal does not wait for the stop that the first one began: nothing is lost, some records are
 * only read again.
 */
const FAILED = 1;
const MISCONFIGURED = 2;
/** As shells count it: 128 and the number of the signal. */
const STOP_SIGNALS = { SIGTERM: 143, SIGINT: 130 } as const;
/** From the end of the stop on. A connection somebody lost would keep the process until the platform kills it. */
const LINGER_MS = 1000;

process.exitCode = await main();

async function main(): Promise<number> {
  let config: ConsumerConfig;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    createLogger('info').fatal({ problems: error.problems }, 'invalid configuration');
    return MISCONFIGURED;
  }
  return runUntilStopped(config, createLogger(config.logLevel));
}

function createLogger(level: string): Logger {
  return pino({ name: 'glueline-consumer', level });
}

async function runUntilStopped(config: ConsumerConfig, logger: Logger): Promise<number> {
  // Only watches: Node still ends the process, with code 1.
  process.on('uncaughtExceptionMonitor', (error) => logger.fatal({ error: describeError(error) }, 'crashed'));
  const stopRequested = listenForStopSignals(logger);
  let service: Service | undefined;
  let exitCode = 0;
  try {
    service = await startService(config, logger, stopRequested);
    await orAborted(service.failed, stopRequested);
  } catch (error) {
    if (!stopRequested.aborted) {
      logFatal(logger, error);
      exitCode = FAILED;
    }
  }
  try {
    await service?.stop();
    logger.info('stopped');
  } catch (error) {
    const failures = error instanceof AggregateError ? error.errors : [error];
    logger.error({ failures: failures.map(describeError) }, (error as Error).message);
    exitCode = FAILED;
  }
  endBeforeLong(logger);
  return exitCode;
}

function endBeforeLong(logger: Logger): void {
  setTimeout(() => {
    logger.warn({ resources: process.getActiveResourcesInfo() }, 'ended with something left open');
    // oxlint-disable-next-line unicorn/no-process-exit -- everything is done, and nobody else ends it
    process.exit();
  }, LINGER_MS).unref();
}

function listenForStopSignals(logger: Logger): AbortSignal {
  const stop = new AbortController();
  for (const [signal, exitCode] of Object.entries(STOP_SIGNALS)) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCode);
      logger.info({ signal }, 'stopping');
      stop.abort();
    });
  }
  return stop.signal;
}

function logFatal(logger: Logger, error: unknown): void {
  if (!(error instanceof Error)) {
    logger.fatal({ error: String(error) }, 'failed');
    return;
  }
  const details = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  logger.fatal({ error: error.name, ...details }, error.message);
}
