import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { HELP } from '../src/help.ts';
import { presign } from './sigv4/sign.ts';

const FOLDER = join(import.meta.dirname, '..');
const ACCOUNTS_FILE = join(FOLDER, 'accounts.example.json');
const EXAMPLE_USER = {
  accessKeyId: 'AKIAPRODUCEREXAMPLE0',
  secretAccessKey: 'producer-example-secret',
};

function start(args: string[], settings: Record<string, string> = {}) {
  // By its name, as npx and npm scripts find it: the file itself is what runs.
  const child = spawn(join(FOLDER, 'src/main.js'), args, {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  return { child, exited };
}

async function runToEnd(args: string[], settings: Record<string, string> = {}) {
  const { child, exited } = start(args, settings);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number];
  return { code, output, errors };
}

test.each(['--help', '-h'])('%s prints the help', async (argument) => {
  expect(await runToEnd([argument])).toEqual({ code: 0, output: HELP, errors: '' });
});

test('any other argument is refused', async () => {
  expect(await runToEnd(['--port=1'])).toEqual({
    code: 1,
    output: '',
    errors: 'There is no argument "--port=1": settings are variables, see --help\n',
  });
});

test('without its settings it says which are missing', async () => {
  const { code, output } = await runToEnd([]);
  expect(code).toBe(1);
  expect((JSON.parse(output) as { msg: string }).msg).toBe(
    'The configuration is not valid:\n' +
      '- EMULATOR_PORT is not set; it must be a whole number from 0 to 65535\n' +
      '- EMULATOR_ACCOUNTS_FILE is not set; it must be the path of a JSON file with accounts',
  );
});

test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
  '%s ends it with code 0, also during a delay',
  async (signal) => {
    const { child, exited } = start([], {
      EMULATOR_PORT: '0',
      EMULATOR_ACCOUNTS_FILE: ACCOUNTS_FILE,
      EMULATOR_FAULT_CONTROL: 'on',
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { endpoint } = JSON.parse(line.toString()) as { endpoint: string };
    const control = async (body?: string) => {
      const response = await fetch(`${endpoint}/_emulator/faults`, {
        method: body === undefined ? 'GET' : 'PUT',
        body: body ?? null,
      });
      return (await response.json()) as { faults: { struck: number }[] };
    };
    await control('{"faults":[{"kind":"delay","delayMs":3600000}]}');
    const address = `${endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`;
    const delayed = fetch(presign(address, { credentials: EXAMPLE_USER, service: 'sts' }, 60));
    while ((await control()).faults[0]?.struck === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill(signal);
    expect((await delayed).status).toBe(200);
    expect(await exited).toEqual([0, null]);
  },
);
