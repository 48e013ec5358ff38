import { findFreePort, waitFor } from '@glueline/local/testing';
import { expect, onTestFinished, test } from 'vitest';
import {
  createWorld,
  startAsProcess,
  toReading,
  type World,
} from '../../consumer-service/test/service-fixture.ts';
import { createRandom } from '../../fault-tests/src/random.ts';
import { startTableProxy } from '../../fault-tests/src/table-proxy.ts';
import { readDashboardQueries } from './dashboard-queries.ts';
import { type Prometheus, startPrometheus } from './prometheus-server.ts';
import { readRules } from './rule-files.ts';

/** Two JVMs' worth of work on two cores, and whatever else the machine does. */
const TIMEOUT_MS = 170_000;
const ANSWER_MS = 60_000;

const recorded = (await readRules('recording')).map(({ record }) => record!);

test(
  'every query of the dashboard and every rule answers in a Prometheus that scrapes two consumers',
  async () => {
    const world = await createWorld();
    const table = await startTableProxy(world.parts.dynamodbEndpoint, createRandom(1));
    onTestFinished(() => table.close());
    await world.createTopic(2);
    const first = await startMember(world, table.url);
    const second = await startMember(world, table.url);
    const prometheus = await startPrometheus([first, second]);

    await sendSome(world, 0);
    await untilAnswered(prometheus, ['glueline_dead_letters_total', 'glueline_items_stored_total > 0']);
    table.inject({ throttled: 1 });
    await sendSome(world, 1);
    await untilAnswered(prometheus, ['glueline_throttled_items_total > 0']);
    // What only a person can mend: the table is waited for until the end of the test.
    table.inject({ expiredCredentials: 1 });
    const queries = [...(await readDashboardQueries()).map(({ expr }) => expr), ...recorded];
    await untilAnswered(prometheus, queries);
    table.inject({});

    expect(await prometheus.readTargets()).toMatchObject({ [first]: 'up', [second]: 'up' });
    const states = await prometheus.readRuleStates();
    expect(states).toHaveLength(recorded.length + (await readRules('alerts')).length);
    expect(states.filter(({ health }) => health !== 'ok')).toEqual([]);
  },
  TIMEOUT_MS,
);

/** Resolves to its address. */
async function startMember(world: World, tableUrl: string): Promise<string> {
  const port = await findFreePort(0);
  startAsProcess(world, { AWS_ENDPOINT_URL_DYNAMODB: tableUrl, HTTP_PORT: String(port) });
  const address = `127.0.0.1:${port}`;
  const isReading = async () => {
    const health = await fetch(`http://${address}/health`).catch(() => undefined);
    return ((await health?.json()) as { state?: string } | undefined)?.state === 'running';
  };
  await waitFor(isReading, 'a member that reads');
  return address;
}

/** To both partitions; one record in each is no frame. */
async function sendSome(world: World, round: number): Promise<void> {
  const frames = Array.from({ length: 20 }, (_, index) => world.frame(toReading(20 * round + index)));
  for (const partition of [0, 1]) {
    await world.send([...frames, Buffer.from('no frame')].map((value) => ({ value, partition })));
  }
}

/** Each at any time: what shows an outage has no series before it, what shows a rate none after one sample. */
async function untilAnswered(prometheus: Prometheus, queries: readonly string[]): Promise<void> {
  const silent = new Set(queries);
  const askAll = async () => {
    for (const query of silent) {
      if ((await prometheus.query(query)).length > 0) silent.delete(query);
    }
    return silent.size === 0;
  };
  try {
    await waitFor(askAll, 'an answer to every query', ANSWER_MS);
  } catch (error) {
    throw new Error(`no answer to ${[...silent].join(', ')}`, { cause: error });
  }
}
