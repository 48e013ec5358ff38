import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ConfigurationError } from '../src/errors.ts';

test('only the port and the accounts are required', () => {
  expect(
    readConfig({ EMULATOR_PORT: '0', EMULATOR_ACCOUNTS_FILE: 'accounts.json', EMULATOR_DATA_DIR: '' }),
  ).toEqual({
    host: '127.0.0.1',
    port: 0,
    accountsFile: 'accounts.json',
    dataDir: undefined,
    pendingDelayMs: 3000,
    deleteDelayMs: 700,
    isFaultControlEnabled: false,
    logLevel: 'info',
  });
});

test('every problem is reported at once, by variable name and with the value', () => {
  expect(() =>
    readConfig({ EMULATOR_PORT: '80a', EMULATOR_PENDING_DELAY_MS: '-1', EMULATOR_FAULT_CONTROL: 'yes' }),
  ).toThrow(
    new ConfigurationError([
      'EMULATOR_PORT: must be a whole number from 0 to 65535 (received "80a")',
      'EMULATOR_ACCOUNTS_FILE is not set; it must be the path of a JSON file with accounts',
      'EMULATOR_PENDING_DELAY_MS: must be a whole number from 0 to 3600000 (received "-1")',
      'EMULATOR_FAULT_CONTROL: must be "on" or "off" (received "yes")',
    ]),
  );
});
