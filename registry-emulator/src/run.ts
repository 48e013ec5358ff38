import { once } from 'node:events';
import { pino } from 'pino';
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
    const log = pino({ name: 'registry-emulator' });
    if (error instanceof ConfigurationError) log.fatal(error.message);
    else log.fatal({ err: error as Error }, 'the emulator failed');
    return 1;
  }
}

async function runUntilStopped(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = readConfig(environment);
  const log = pino({ name: 'registry-emulator', level: config.logLevel });
  const stopRequested = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const emulator = await startEmulator({
    ...config,
    accounts: await readAccountsFile(config.accountsFile),
    onUnexpectedError: (error, requestId) => log.error({ err: error, requestId }, 'request failed'),
  });
  const { dataDir, isFaultControlEnabled } = config;
  log.info(
    { endpoint: emulator.endpoint, dataDir, isFaultControlEnabled },
    `listening on ${emulator.endpoint}`,
  );
  await stopRequested;
  await emulator.close();
  log.info('stopped');
}
