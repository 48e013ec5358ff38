import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Child, startChild } from '../child/child.ts';
import { answersHttp, waitUntilReady } from '../child/ready.ts';
import type { Config } from '../config.ts';
import { type Accounts, toAccountsDocument } from './accounts.ts';

// Not import.meta.resolve: test runners that load modules themselves do not have it.
const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/registry-emulator/main');

export type RegistryEmulator = { child: Child; endpoint: string };

/** `folder` is for the accounts file, which holds secrets; without `dataFolder` schemas are forgotten. */
export async function startRegistryEmulator(
  config: Config,
  settings: {
    port: number;
    accounts: Accounts;
    folder: string;
    dataFolder?: string | undefined;
    logFile?: string | undefined;
  },
): Promise<RegistryEmulator> {
  const accountsFile = join(settings.folder, 'accounts.json');
  await writeFile(accountsFile, JSON.stringify(toAccountsDocument(settings.accounts)), { mode: 0o600 });
  if (settings.dataFolder !== undefined) await mkdir(settings.dataFolder, { recursive: true });

  const child = startChild({
    name: 'the registry emulator',
    command: process.execPath,
    args: [MAIN_FILE],
    environment: {
      ...config.childEnvironment,
      EMULATOR_HOST: '127.0.0.1',
      EMULATOR_PORT: String(settings.port),
      EMULATOR_ACCOUNTS_FILE: accountsFile,
      ...(settings.dataFolder === undefined ? {} : { EMULATOR_DATA_DIR: settings.dataFolder }),
    },
    logFile: settings.logFile,
    stopTimeoutMs: 5000,
  });
  const endpoint = `http://127.0.0.1:${settings.port}`;
  await waitUntilReady(child, () => answersHttp(endpoint));
  return { child, endpoint };
}
