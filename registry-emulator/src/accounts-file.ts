import { readFile } from 'node:fs/promises';
import { type Account, parseAccounts } from './accounts.ts';
import { ConfigurationError } from './errors.ts';

export async function readAccountsFile(path: string): Promise<readonly Account[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    // The parser's own message would quote the file, and the file holds secret keys.
    const reason =
      error instanceof SyntaxError ? 'is not JSON' : `cannot be read (${(error as Error).message})`;
    throw new ConfigurationError([`EMULATOR_ACCOUNTS_FILE: ${path} ${reason}`], { cause: error });
  }
  return parseAccounts(content, path);
}
