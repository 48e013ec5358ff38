import { readLogEnds } from '../log-ends.ts';
import { judge } from '../oracle.ts';
import { readCommitted, untilCaughtUp } from '../progress.ts';
import { readResidentMb, sumOverConsumers, untilShared, untilStored } from './consumers.ts';
import type { Outside } from './outside.ts';
import type { Ports } from './ports.ts';
import type { Project } from './project.ts';
import { readRuleHealth, readTargets } from './prometheus.ts';
import { until } from './until.ts';

/** A container did something else than it should: the message says what. */
export class CheckFailedError extends Error {
  override name = 'CheckFailedError' as const;
}

export type Check = { project: Project; ports: Ports; outside: Outside; say: (line: string) => void };

/** So many records flow through each state that the consumers are in. */
const RECORDS = 200;

/** The demo's own output is shown, whatever comes of it. */
export async function runDemo({ project, say }: Check): Promise<void> {
  say(await project.compose('--profile', 'demo', 'run', '--rm', '--no-deps', '--quiet-pull', 'demo'));
}

export async function checkPrometheus({ ports, say }: Check, consumers: number): Promise<void> {
  const address = `http://127.0.0.1:${ports.prometheus}`;
  await until(async () => {
    const targets = await readTargets(address);
    return (
      targets.get('consumer')?.length === consumers && [...targets.values()].flat().every((up) => up === 'up')
    );
  }, `Prometheus to have ${consumers} consumers among its targets, and all of them up`);
  await until(async () => {
    const health = await readRuleHealth(address);
    return health.length > 0 && health.every((each) => each === 'ok');
  }, 'Prometheus to have evaluated every rule');
  const targets = [...(await readTargets(address))].map(([job, all]) => `${all.length} of ${job}`);
  say(
    `Prometheus: targets up: ${targets.join(', ')}; rules evaluated: ${(await readRuleHealth(address)).length}`,
  );
}

/** To three and back while records come. */
export async function scaleUnderLoad(check: Check): Promise<void> {
  const { project, say } = check;
  await project.up(3);
  await untilShared(project, 3);
  await untilStored(project, RECORDS);
  await checkPrometheus(check, 3);
  say(
    `three consumers share the partitions; resident at load: ${Math.round(await readResidentMb(project))} MB at most`,
  );
  await project.up(1);
  await untilShared(project, 1);
  await untilStored(project, RECORDS);
  say('one consumer again');
}

/** As a host that dies does it: without a word to the group. */
export async function killConsumer({ project, say }: Check): Promise<void> {
  const [id = ''] = await project.containerIds('consumer');
  await project.docker('kill', '--signal', 'KILL', id);
  await project.up(1);
  await untilShared(project, 1);
  await untilStored(project, RECORDS);
  say('a consumer was killed, and its successor goes on');
}

/**
 * After a stop: what is stored must be what is committed, no more and no less. More would be written again at the next
 * start, less would be missing for good. `loadStart` is the sum of offsets before the load.
 */
export async function checkStopped({ project, outside, say }: Check, loadStart: bigint): Promise<bigint> {
  await project.compose('up', '--detach', '--wait', '--no-build', '--no-recreate', 'kafka', 'dynamodb');
  const committed = sum((await readCommitted(outside)).values());
  const stored = (await outside.readStored()).size;
  if (committed - loadStart !== BigInt(stored)) {
    throw new CheckFailedError(
      `${stored} records are stored and ${committed - loadStart} committed after a stop`,
    );
  }
  say(`stopped under load: ${stored} records stored, ${stored} committed`);
  return committed;
}

/** Everything acknowledged must be there, and what was stored before the stop must not have been read again. */
export async function checkNothingLost({ project, outside, say }: Check, committed: bigint): Promise<void> {
  await project.up(1);
  await untilCaughtUp(outside);
  const end = sum((await readLogEnds(outside.admin, outside.topic)).values());
  const read = await sumOverConsumers(project, 'glueline_records_read_total');
  const again = BigInt(read) - (end - committed);
  if (again !== 0n) throw new CheckFailedError(`${again} records were read again after a clean stop`);
  const { lost } = judge(outside.ledger, {
    items: await outside.readStored(),
    deadLetters: new Set(),
    writes: [],
  });
  const { total } = outside.ledger.counts();
  if (lost.length > 0)
    throw new CheckFailedError(`${lost.length} of ${total} acknowledged records are not stored`);
  say(
    `after the next start: ${read} records read, none of them again; ${total} were acknowledged, 0 are lost`,
  );
}

export async function sumLogEnds({ outside }: Check): Promise<bigint> {
  return sum((await readLogEnds(outside.admin, outside.topic)).values());
}

function sum(offsets: Iterable<bigint>): bigint {
  return [...offsets].reduce((left, right) => left + right, 0n);
}
