import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toAwsEnvironment } from './aws/environment.ts';
import { type ChildGroup, createChildGroup } from './child/child-group.ts';
import { ChildDiedError, ChildNotReadyError } from './child/errors.ts';
import type { Config } from './config.ts';
import { showDemo } from './demo/show-demo.ts';
import { lockFolder } from './folder-lock.ts';
import type { StartOptions } from './options.ts';
import { type RunningPipeline, startPipeline, STOP_ORDER } from './pipeline.ts';
import { claimState, environmentFileIn, publishState } from './state-file.ts';
import { renderReadyPart, renderThingsToTry, toSeconds } from './terminal/render-pipeline.ts';
import { complain, say } from './terminal/say.ts';
import { listenForStopRequests, type StopReason } from './terminal/stop-requests.ts';
import { terminalStyle as style } from './terminal/style.ts';

const RUN_FOLDER_PREFIX = join(tmpdir(), 'glueline-');
/** A demo that fails because a child died sees the closed socket before the system reports the death. */
const DEATH_NOTICE_MS = 500;
/** As shells count it: 128 and the number of the signal. */
const EXIT_CODES: Partial<Record<StopReason, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * From the first child to the last, and the temporary folder with them: whatever ends it - the demo (`--once`), a
 * signal, an error, a child's death - everything is stopped in order. Resolves to the exit code.
 */
export async function runPipeline(config: Config, options: StartOptions): Promise<number> {
  const children = createChildGroup();
  const stopping = new AbortController();
  const stopRequests = listenForStopRequests({
    onImpatience: children.kill,
    isUnderNpm: config.isUnderNpm,
  });
  const runFolder = mkdtempSync(RUN_FOLDER_PREFIX);
  const progress = { isStarted: false, isDemoDone: false };
  const claims: Claim[] = [];
  const signal = stopping.signal;
  const work = runDemoAndStay({ config, options, children, runFolder, claims, signal, progress });
  try {
    const ended = await Promise.race([work, children.died, stopRequests.requested]);
    if (ended === 1) await Promise.race([children.died, delay(DEATH_NOTICE_MS)]);
    if (typeof ended === 'number') return ended;
    return progress.isDemoDone ? 0 : (EXIT_CODES[ended] ?? 1);
  } catch (error) {
    complain(style('red', describe(error)));
    return 1;
  } finally {
    if (progress.isStarted && !options.isOnce) say('\nStopping ...');
    stopping.abort();
    await children.stop(STOP_ORDER);
    await Promise.allSettled([work]);
    rmSync(runFolder, { recursive: true, force: true });
    for (const claim of claims) claim.release();
    stopRequests.dispose();
  }
}

/** A folder that no other pipeline may use meanwhile. */
type Claim = { release(): void };

type Run = {
  config: Config;
  options: StartOptions;
  children: ChildGroup;
  runFolder: string;
  claims: Claim[];
  signal: AbortSignal;
  progress: { isStarted: boolean; isDemoDone: boolean };
};

/** Resolves to the exit code of `--once`; without it, not before the signal. */
async function runDemoAndStay(run: Run): Promise<number> {
  const { config, options, runFolder, signal, progress } = run;
  if (!options.isOnce) await takeStateFolder(run);
  if (options.dataFolder !== undefined) await takeDataFolder(run, options.dataFolder);
  const pipeline = await start(run);
  if (!options.isOnce) {
    const environment = toPersonsEnvironment(pipeline);
    await publishState(config.stateFolder, { pid: process.pid, runFolder, pipeline }, environment);
  }
  const isHeld = await showDemo(pipeline, signal);
  if (options.isOnce) return isHeld ? 0 : 1;

  progress.isDemoDone = true;
  const environmentFile = toShortPath(config.callerFolder, environmentFileIn(config.stateFolder));
  say(renderThingsToTry(pipeline, environmentFile, style));
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  return isHeld ? 0 : 1;
}

async function takeStateFolder({ config, claims, runFolder }: Run): Promise<void> {
  const claim = await claimState(config.stateFolder, { pid: process.pid, runFolder });
  claims.push(claim);
  const { left } = claim;
  if (left === undefined) return;
  say(`The last pipeline (process ${left.pid}) was killed; removing ${left.runFolder}, which it left.`);
  if (left.runFolder.startsWith(RUN_FOLDER_PREFIX)) rmSync(left.runFolder, { recursive: true, force: true });
}

/** Kafka has a lock of its own, but a second broker damages the metadata before it looks at that. */
async function takeDataFolder({ claims }: Run, dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const lock = await lockFolder(dataFolder);
  if (lock === undefined) throw new Error(`${dataFolder} is the data folder of a running pipeline.`);
  claims.push(lock);
}

async function start({ config, options, children, runFolder, progress }: Run): Promise<RunningPipeline> {
  const logFolder = join(options.dataFolder ?? runFolder, 'logs');
  await mkdir(logFolder, { recursive: true });
  const startedMs = performance.now();
  progress.isStarted = true;
  const sinceStart = () => performance.now() - startedMs;
  say(`Starting Kafka, DynamoDB Local, the registry emulator, the producer and the consumer ...\n`);
  const pipeline = await startPipeline(config, children, {
    runFolder,
    dataFolder: options.dataFolder,
    logFolder,
    onReady: (name, address, preferredPort) =>
      say(renderReadyPart({ name, address, preferredPort, startMs: sinceStart() }, style)),
  });
  say(`\nUp after ${toSeconds(sinceStart())}. Logs: ${logFolder}\n`);
  return pipeline;
}

function toPersonsEnvironment({ parts, producerEndpoint }: RunningPipeline): Record<string, string> {
  const environment = toAwsEnvironment(parts, parts.accounts.operator);
  // The older command line interface reads only this one.
  const region = { AWS_DEFAULT_REGION: environment['AWS_REGION'] ?? '' };
  return { ...environment, ...region, AWS_ENDPOINT_URL_LAMBDA: producerEndpoint };
}

/** What the person would write: relative to where they are, unless it is elsewhere. */
function toShortPath(from: string, path: string): string {
  const short = relative(from, path);
  return short.startsWith('..') ? path : short;
}

function describe(error: unknown): string {
  if (error instanceof ChildDiedError || error instanceof ChildNotReadyError) {
    const lines = error.lastLines.length === 0 ? ['(it said nothing)'] : error.lastLines;
    return `${error.message}. Its last lines:\n${lines.map((line) => `  | ${line}`).join('\n')}`;
  }
  return error instanceof Error ? error.message : String(error);
}
