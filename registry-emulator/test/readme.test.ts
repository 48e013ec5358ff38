import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAccounts } from '../src/accounts.ts';
import { readAccountsFile } from '../src/accounts-file.ts';
import { createContext, runInContext } from 'node:vm';
import type { Fault } from '../src/emulator.ts';
import { HELP } from '../src/help.ts';
import { createTestEmulator } from './emulator-fixture.ts';

const FOLDER = join(import.meta.dirname, '..');
const README_ADDRESS = 'http://127.0.0.1:8085';

/** The first block of a language in the README, and what the README says it prints. */
async function readExample(language: string): Promise<{ code: string; printed: string }> {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  const block = new RegExp(`\`\`\`${language}\n(.*?)\`\`\`\\s*\`\`\`text\n(.*?)\`\`\``, 's').exec(readme);
  return { code: block?.[1] ?? '', printed: block?.[2] ?? '' };
}

async function run(command: string, args: string[], input: string, environment: Record<string, string>) {
  const child = spawn(command, args, {
    cwd: FOLDER,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
  });
  child.stdin.end(input);
  const exited = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await exited;
  return { output, errors };
}

async function startExampleEmulator() {
  const accounts = await readAccountsFile(join(FOLDER, 'accounts.example.json'));
  return createTestEmulator({ accounts });
}

/** The first block of a language in the README that has no output of its own. */
async function readBlock(language: string): Promise<string> {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';
}

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

test.skipIf(!works('aws', '--version'))('the AWS CLI prints what the README says', async () => {
  const { endpoint } = await startExampleEmulator();
  const { code, printed } = await readExample('bash');
  const result = await run('bash', ['-e'], code.replaceAll(README_ADDRESS, endpoint), {});
  expect(result).toEqual({ output: printed, errors: '' });
});

test.skipIf(!works('python3', '-c', 'import boto3'))('boto3 prints what the README says', async () => {
  const { endpoint } = await startExampleEmulator();
  const { code, printed } = await readExample('python');
  const result = await run('python3', ['-'], code, {
    AWS_ENDPOINT_URL_GLUE: endpoint,
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAPRODUCEREXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'producer-example-secret',
  });
  expect(result).toEqual({ output: printed, errors: '' });
});

test('the AWS SDK for JavaScript prints what the README says', async () => {
  const { code, printed } = await readExample('ts');
  const result = await run(process.execPath, ['--input-type=module-typescript', '-'], code, {});
  expect(result.output).toBe(printed);
});

test('curl sets the faults of the README and is answered as it says', async () => {
  const { endpoint, faults } = await createTestEmulator({ isFaultControlEnabled: true });
  const { code, printed } = await readExample('shell');
  const result = await run('bash', ['-e'], code.replaceAll(README_ADDRESS, endpoint), {});
  expect(result).toEqual({ output: printed.trimEnd(), errors: '' });
  expect(faults.list()).toHaveLength(1);
});

test('the faults that the README sets in the same process are taken', async () => {
  const { faults } = await createTestEmulator();
  const kindsAtEachStep: string[][] = [];
  const replace = (plan: readonly Fault[]) => {
    faults.replace(plan);
    kindsAtEachStep.push(faults.list().map(({ kind }) => kind));
  };
  runInContext(await readBlock('js'), createContext({ emulator: { faults: { ...faults, replace } } }));
  expect(kindsAtEachStep).toEqual([['throttle', 'delay'], []]);
});

test('the policies of the README are taken', async () => {
  const policies: unknown = JSON.parse(await readBlock('json'));
  const user = { userName: 'a', accessKeyId: 'AKIA0000000000000000', secretAccessKey: 's', policies };
  const accounts = [{ accountId: '111111111111', users: [user], roles: [] }];
  expect(parseAccounts({ accounts }, 'file')[0]?.users[0]?.policies).toHaveLength(1);
});

test('README and --help name the same settings', async () => {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  const inTable = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
  const inHelp = [...HELP.matchAll(/^ {2}([A-Z_]+) {2,}/gm)].map((match) => match[1]);
  expect(inTable).toHaveLength(8);
  expect(new Set(inTable)).toEqual(new Set(inHelp));
});
