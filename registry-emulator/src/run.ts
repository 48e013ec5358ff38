import { once } from 'node:events';
import type { Logger } from 'pino';
import { readAccountsFile } from './accounts-file.ts';
import { readConfig } from './config.ts';
import { startEmulator } from './emulator.ts';
import { ConfigurationError } from './errors.ts';

/** Runs the emulator until SIGTERM or SIGINT. Resolves to the exit code; what is wrong is in the log. */
export async function run(environment: Readonly<Record<string, string | undefined>>): Promise<0 | 1> {
  try {
    await runUntilStopped(environment);
    return 0;
  } catch (error) {
    // A wrong setting needs its list of problems, not a stack.
    const log = await createLog('info')();
    if (error instanceof ConfigurationError) log.fatal(error.message);
    else log.fatal({ err: error as Error }, 'the emulator failed');
    return 1;
  }
}

async function runUntilStopped(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = readConfig(environment);
  const readLog = createLog(config.logLevel);
  const stopRequested = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const emulator = await startEmulator({
    ...config,
    accounts: await readAccountsFile(config.accountsFile),
    onUnexpectedError: (error, requestId) => void logFailure(readLog, error, requestId),
  });
  const log = await readLog();
  const { dataDir, isFaultControlEnabled } = config;
  log.info(
    { endpoint: emulator.endpoint, dataDir, isFaultControlEnabled },
    `listening on ${emulator.endpoint}`,
  );
  await stopRequested;
  await emulator.close();
  log.info('stopped');
}

async function logFailure(readLog: () => Promise<Logger>, error: unknown, requestId: string): Promise<void> {
  const log = await readLog();
  log.error({ err: error, requestId }, 'request failed');
}

/** Loaded when it is first asked for, which is once requests are answered already: a tenth of the time until then. */
function createLog(level: string): () => Promise<Logger> {
  let log: Promise<Logger> | undefined;
  return async () => (log ??= import('pino').then(({ pino }) => pino({ name: 'registry-emulator', level })));
}
