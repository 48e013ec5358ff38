import { once } from 'node:events';
import { readdir, rm, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { invokeProducer } from '../src/producer-endpoint/invoke.ts';
import { type PipelineState, readState } from '../src/state-file.ts';
import { waitForItem } from '../src/table/stored-item.ts';
import {
  createWorkplace,
  isAlive,
  listChildren,
  runScript,
  type Script,
  startScript,
  type Workplace,
} from './start-script.ts';

/** Several starts of five seconds each, and at most one expiry of a dead member's session. */
const TIMEOUT_MS = 180_000;
const IS_UP = 'Ctrl-C stops everything.';

async function occupyPort(port: number): Promise<void> {
  const server = createServer().listen(port);
  onTestFinished(() => void server.close());
  // When somebody else has it already, it is taken all the same.
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
}

async function readPipeline({ environment }: Workplace): Promise<NonNullable<PipelineState['pipeline']>> {
  const state = await readState(environment['GLUELINE_STATE_DIR'] ?? '');
  if (state?.pipeline === undefined) throw new Error('there is no running pipeline');
  return state.pipeline;
}

async function findConsumer(script: Script) {
  const children = await listChildren(script.pid);
  const consumer = children.find((child) => child.commandLine.includes('consumer-service'));
  if (consumer === undefined) throw new Error(`no consumer among ${JSON.stringify(children)}`);
  return consumer;
}

test(
  'the demo holds from one command, also when the default ports are taken, and nothing is left',
  async () => {
    await occupyPort(9092);
    await occupyPort(8000);
    const workplace = await createWorkplace();

    const { exitCode, output } = await runScript('start.ts', ['--once'], workplace);

    expect(output).toContain('3 of 3 rows held.');
    expect(output).toContain('compare  version 1 to 2: adds temperature');
    expect(output).toMatch(/port 9092 is taken: Kafka is on \d+/);
    expect(output).toMatch(/port 8000 is taken: DynamoDB Local is on \d+/);
    expect(exitCode).toBe(0);
    expect(await readdir(workplace.temporaryFolder)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  'a pipeline stays up for events until SIGTERM, and leaves no process and no file',
  async () => {
    const workplace = await createWorkplace();
    const stateFolder = workplace.environment['GLUELINE_STATE_DIR'] ?? '';
    const pipeline = startScript('start.ts', [], workplace);
    await pipeline.waitForOutput(IS_UP);
    const children = await listChildren(pipeline.pid);
    expect(children).toHaveLength(5);

    const sent = await runScript('send.ts', ['{"temperature": 31}'], workplace);
    expect(sent.output).toMatch(/^schema {5}sensor version 2\npartition {2}\d+\noffset {5}\d+\nitem {7}\{/);
    expect(sent.output).toContain('"temperature":31');
    expect(sent.exitCode).toBe(0);

    const refused = await runScript('send.ts', ['{"temperature": "warm"}'], workplace);
    expect(refused.output).toContain('the producer failed: FieldConflictError: field temperature');
    expect(refused.exitCode).toBe(1);

    // What a number of JavaScript holds and DynamoDB just takes.
    const extreme = await runScript('send.ts', ['{"small": 1e-130}'], workplace);
    expect(extreme.output).toMatch(/"small":1e-130\b/);
    expect(extreme.exitCode).toBe(0);

    // Beyond 2^53, where nobody can tell any more what was sent.
    const rounded = await runScript('send.ts', ['{"large": 1e125}'], workplace);
    expect(rounded.output).toContain('the producer failed: InvalidEventError: field large must be a number');
    expect(rounded.exitCode).toBe(1);

    const second = await runScript('start.ts', [], workplace);
    expect(second.output).toContain(`a pipeline is already running (process ${pipeline.pid}, `);
    expect(second.exitCode).toBe(1);

    process.kill(pipeline.pid, 'SIGTERM');
    expect(await pipeline.exited).toBe(0);
    expect(children.filter((child) => isAlive(child.pid))).toEqual([]);
    expect(await readdir(workplace.temporaryFolder)).toEqual([]);
    expect(await readdir(stateFolder)).toEqual([]);

    const unsent = await runScript('send.ts', ['{}'], workplace);
    expect(unsent.output).toBe('no pipeline is running here: start one with "npm start"\n');
    expect(unsent.exitCode).toBe(1);
  },
  TIMEOUT_MS,
);

test(
  'a killed consumer is reported, and a new start stores what was sent meanwhile',
  async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'glueline-data-'));
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
    const workplace = await createWorkplace();
    const first = startScript('start.ts', ['--data', dataFolder], workplace);
    await first.waitForOutput(IS_UP);
    const consumer = await findConsumer(first);
    const { producerEndpoint } = await readPipeline(workplace);

    // Frozen first, so that it cannot have stored the event before it is killed.
    process.kill(consumer.pid, 'SIGSTOP');
    const sent = await invokeProducer(producerEndpoint, '{"temperature": 32}');
    process.kill(consumer.pid, 'SIGKILL');
    expect(await first.exited).toBe(1);
    expect(first.output()).toContain('consumer service was killed by SIGKILL. Its last lines:\n  | ');

    const second = startScript('start.ts', ['--data', dataFolder], workplace);
    await second.waitForOutput(IS_UP);
    expect(second.output()).toContain('3 of 3 rows held.');
    expect(second.output()).not.toContain(', new\n');
    const third = await runScript('start.ts', ['--once', '--data', dataFolder], workplace);
    expect(third.output).toBe(`${dataFolder} is the data folder of a running pipeline.\n`);
    expect(third.exitCode).toBe(1);
    const { parts } = await readPipeline(workplace);
    expect(await waitForItem(parts, sent)).toEqual({
      deviceId: '000001',
      timestamp: sent.timestamp,
      temperature: 32,
    });
  },
  TIMEOUT_MS,
);
