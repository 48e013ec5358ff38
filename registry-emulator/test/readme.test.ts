import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAccountsFile } from '../src/accounts-file.ts';
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
