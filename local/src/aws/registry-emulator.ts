import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ChildGroup } from '../child/child-group.ts';
import { answersHttp } from '../child/ready.ts';
import type { Config } from '../config.ts';
import { type Accounts, toAccountsDocument } from './accounts.ts';

// Not import.meta.resolve: the test runner, which loads modules itself, does not have it.
const require = createRequire(import.meta.url);

export const REGISTRY_EMULATOR = 'registry emulator';

type EmulatorSettings = {
  port: number;
  accounts: Accounts;
  /** For the accounts file, which holds secrets. */
  runFolder: string;
  /** Without it schemas are forgotten at the end. */
  dataFolder?: string | undefined;
  logFile?: string | undefined;
};

/** Resolves to the endpoint of both Glue and STS. */
export async function startRegistryEmulator(
  config: Config,
  children: ChildGroup,
  settings: EmulatorSettings,
): Promise<string> {
  const accountsFile = join(settings.runFolder, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify(toAccountsDocument(settings.accounts)), { mode: 0o600 });
  if (settings.dataFolder !== undefined) await mkdir(settings.dataFolder, { recursive: true });
  const endpoint = `http://127.0.0.1:${settings.port}`;
  await children.start(
    {
      name: REGISTRY_EMULATOR,
      command: process.execPath,
      args: [require.resolve('@glueline/registry-emulator/main')],
      environment: {
        ...config.childEnvironment,
        EMULATOR_HOST: '127.0.0.1',
        EMULATOR_PORT: String(settings.port),
        EMULATOR_ACCOUNTS_FILE: accountsFile,
        ...(settings.dataFolder === undefined ? {} : { EMULATOR_DATA_DIR: settings.dataFolder }),
      },
      logFile: settings.logFile,
      stopTimeoutMs: 5000,
    },
    () => answersHttp(endpoint),
  );
  return endpoint;
}
