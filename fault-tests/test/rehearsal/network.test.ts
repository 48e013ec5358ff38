import { startChild } from '@glueline/local/parts';
import { realParts, waitFor } from '@glueline/local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type Committed, readCommitted, untilCaughtUp, untilWrites } from '../../src/progress.ts';
import { createRandom } from '../../src/random.ts';
import { findFreeNetworkNumber, findNetworkObstacle } from '../../src/rehearsal/network.ts';
import { type Rehearsal, startRehearsal } from '../../src/rehearsal/rehearsal.ts';
import { conclude } from '../../src/run-fault.ts';
import { createWorld, PARTITIONS, type World } from '../../src/world.ts';

/** Three brokers start, and one again, on a machine that may be busy: a minute or two where it is not. */
const TIMEOUT_MS = 420_000;
const MOVED_ID = 2;
const NUMBER = findFreeNetworkNumber();

async function createRehearsedWorld(): Promise<{ rehearsal: Rehearsal; world: World }> {
  const rehearsal = await startRehearsal(NUMBER, realParts());
  onTestFinished(async () => rehearsal.stop());
  const world = await createWorld(rehearsal, createRandom(7), rehearsal.settings);
  onTestFinished(async () => world.close());
  return { rehearsal, world };
}

/** The service, in the consumer's network, with the endpoints there that it has in AWS. */
async function addMember(rehearsal: Rehearsal, world: World): Promise<void> {
  const registry = await rehearsal.openEndpoint(world.registry.url);
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: await rehearsal.openEndpoint(world.table.url),
    AWS_ENDPOINT_URL_GLUE: registry,
    AWS_ENDPOINT_URL_STS: registry,
  };
  world.addMember(environment, [], rehearsal.network.launcher);
}

/** Tells, from the consumer's network, what becomes of a connection. */
async function tryToConnect({ network }: Rehearsal, host: string, port: number): Promise<string> {
  const program =
    `require('node:net').connect({ host: '${host}', port: ${port} })` +
    `.on('connect', () => { console.log('connected'); process.exit(); }).on('error', ({ code }) => console.log(code))`;
  const [command = '', ...launching] = network.launcher;
  const child = startChild({
    name: 'connect',
    command,
    args: [...launching, process.execPath, '-e', program],
    environment: { PATH: process.env['PATH'] ?? '' },
    stopTimeoutMs: 10_000,
  });
  await child.exited;
  return child.lastLines().join();
}

async function readLedPartitions({ admin, topic }: World, brokerId: number): Promise<number[]> {
  const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
  const { partitions } = metadata.topics.get(topic)!;
  return Object.entries(partitions).flatMap(([id, { leader }]) => (leader === brokerId ? [Number(id)] : []));
}

function sum(committed: Committed, partitions: readonly number[]): bigint {
  return partitions.reduce((total, partition) => total + (committed.get(partition) ?? 0n), 0n);
}

test(
  'a broker that moves is out of reach until its target is reconciled, the others are not, and nothing is lost',
  async ({ skip }) => {
    const obstacle = await findNetworkObstacle(NUMBER);
    skip(obstacle !== undefined, obstacle);
    const { rehearsal, world } = await createRehearsedWorld();
    const { loadBalancers, cluster, controlPlane } = rehearsal;

    const first = await rehearsal.reconcile();
    expect(first.outcomes.map(({ registered }) => registered)).toEqual(
      [...cluster.addresses.values()].map((address) => [address]),
    );
    await addMember(rehearsal, world);
    await untilWrites(world, 500);
    expect(loadBalancers.map(({ proxy }) => proxy.connections() > 0)).toEqual([true, true, true]);
    const [aBroker = ''] = cluster.addresses.values();
    expect(await tryToConnect(rehearsal, aBroker, 9098)).toBe('ECONNREFUSED');
    expect(await tryToConnect(rehearsal, 'kafka.eu-central-1.amazonaws.com', 443)).toMatch(
      /EAI_AGAIN|ENOTFOUND/,
    );

    const stalled = await readLedPartitions(world, MOVED_ID);
    const flowing = Array.from({ length: PARTITIONS }, (_, id) => id).filter((id) => !stalled.includes(id));
    expect(stalled.length).toBeGreaterThan(0);
    await rehearsal.moveBroker(MOVED_ID);
    expect(await readLedPartitions(world, MOVED_ID)).toEqual(stalled);
    const before = await readCommitted(world);
    await waitFor(
      async () => sum(await readCommitted(world), flowing) > sum(before, flowing) + 1000n,
      'the flow through the other brokers',
    );
    expect(sum(await readCommitted(world), stalled)).toBe(sum(before, stalled));

    const second = await rehearsal.reconcile();
    expect(second.outcomes).toEqual([
      { brokerId: 1, registered: [], deregistered: [] },
      { brokerId: 2, registered: [`127.20.${NUMBER}.102`], deregistered: [`127.20.${NUMBER}.2`] },
      { brokerId: 3, registered: [], deregistered: [] },
    ]);
    expect(
      loadBalancers.map(({ targetGroupArn }) => controlPlane.targetGroups.active(targetGroupArn)),
    ).toEqual([...cluster.addresses.values()].map((address) => [`${address}:9098`]));
    await untilCaughtUp(world);
    expect(sum(await readCommitted(world), stalled)).toBeGreaterThan(sum(before, stalled));

    const { verdict, sent } = await conclude(world, 'moved broker', 0);
    expect(verdict).toMatchObject({ lost: [], wrongFinal: [], rewinds: 0 });
    process.stdout.write(`rehearsal: ${sent} records, ${verdict.duplicates} written twice, none lost\n`);
  },
  TIMEOUT_MS,
);
