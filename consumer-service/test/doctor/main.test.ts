import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { HopResult } from '../../src/doctor/hop.ts';
import { createWorld, type World } from '../service-fixture.ts';

const MAIN_FILE = createRequire(import.meta.url).resolve('@glueline/consumer-service/doctor');

/** As a one-off task of the service's image. */
async function runDoctor(world: World, args: string[], overrides: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN_FILE, ...args], { env: world.environment(overrides) });
  const exited = once(child, 'close') as Promise<[number | null]>;
  const [output, errors, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exitCode, output, errors };
}

/** Takes connections and never says a word, as a port does behind which nobody is left. */
async function startSilentServer(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a person reads a line per hop and a summary; the exit code is 0', async () => {
  const world = await createWorld();
  await world.createTopic();
  const { exitCode, output, errors } = await runDoctor(world, []);
  expect(output).toMatch(/^ok {9}configuration .* ms {2}all settings are well-formed\nok /);
  expect(output.endsWith('\n\n12 hops, all well\n')).toBe(true);
  expect(errors).toBe('');
  expect(exitCode).toBe(0);
});

test('a machine reads one line; a failure is exit code 1, and no secret is in it', async () => {
  const world = await createWorld();
  const { secretAccessKey: secret } = world.parts.accounts.consumer;
  const { exitCode, output } = await runDoctor(world, ['--json'], { REGISTRY_EXTERNAL_ID: 'somebody-elses' });
  const { isWell, hops } = JSON.parse(output) as { isWell: boolean; hops: HopResult[] };
  expect(isWell).toBe(false);
  expect(hops.filter(({ result }) => result === 'failed').map(({ hop }) => hop)).toEqual(['role', 'topic']);
  expect(output.trim()).not.toContain('\n');
  expect(output).not.toContain(secret);
  expect(output).not.toContain('somebody-elses');
  expect(exitCode).toBe(1);
});

test('a wrong configuration is exit code 2', async () => {
  const world = await createWorld();
  const { exitCode, output } = await runDoctor(world, [], { TABLE_NAME: '', TOPIC: 'no topic' });
  expect(output).toMatch(/^FAILED {5}configuration .* TOPIC must be a topic name/);
  expect(output).toContain('\n           TABLE_NAME is required');
  expect(output.endsWith('\n\n1 hop: 1 failed, 0 not tried\n')).toBe(true);
  expect(exitCode).toBe(2);
});

test('a command line that makes no sense is exit code 2', async () => {
  const world = await createWorld();
  const { exitCode, output, errors } = await runDoctor(world, ['--fix']);
  expect(errors).toMatch(/^usage: doctor \[--json\]\n/);
  expect(output).toBe('');
  expect(exitCode).toBe(2);
});

test('a broker that never answers holds up nothing but its own hops', async () => {
  const world = await createWorld();
  const silent = await startSilentServer();
  const { exitCode, output } = await runDoctor(world, ['--json'], { KAFKA_BROKERS: silent });
  const { hops } = JSON.parse(output) as { hops: HopResult[] };
  expect(hops.find(({ hop }) => hop === 'authentication')).toMatchObject({
    subject: silent,
    result: 'failed',
    detail: expect.stringMatching(/timed out/i),
    advice: { where: expect.stringContaining('KAFKA_AUTH') },
  });
  expect(hops.filter(({ result }) => result === 'not tried').map(({ hop }) => hop)).toEqual([
    'cluster',
    'topic',
    'dead-letter topic',
    'group',
  ]);
  expect(hops.find(({ hop }) => hop === 'table')?.result).toBe('ok');
  expect(exitCode).toBe(1);
});
