import { once } from 'node:events';
import { pino } from 'pino';
import { readAccountsFile } from './accounts-file.ts';
import { readConfig } from './config.ts';
import { startEmulator } from './emulator.ts';
import { ConfigurationError } from './errors.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ name: 'registry-emulator', level: config.logLevel });
  const stopRequested = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const emulator = await startEmulator({
    ...config,
    accounts: await readAccountsFile(config.accountsFile),
    onUnexpectedError: (error, requestId) => log.error({ err: error, requestId }, 'request failed'),
  });
  log.info({ endpoint: emulator.endpoint, dataDir: config.dataDir }, `listening on ${emulator.endpoint}`);
  await stopRequested;
  await emulator.close();
  log.info('stopped');
}

try {
  await main();
} catch (error) {
  // A wrong setting needs its list of problems, not a stack.
  const log = pino({ name: 'registry-emulator' });
  if (error instanceof ConfigurationError) log.fatal(error.message);
  else log.fatal({ err: error as Error }, 'the emulator failed');
  process.exitCode = 1;
}
