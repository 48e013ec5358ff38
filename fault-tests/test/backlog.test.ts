import { findFreePort } from '@glueline/local/parts';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { countStored, sendBacklog } from '../src/backlog.ts';
import { untilCaughtUp, untilWrites } from '../src/progress.ts';
import { createRandom } from '../src/random.ts';
import { conclude } from '../src/run-fault.ts';
import { startStack } from '../src/stack.ts';
import { createWorld } from '../src/world.ts';

/** `BACKLOG_MEGABYTES=1024 BACKLOG_SILENCE_MS=120000` is the long form. */
const MEGABYTES = Number(process.env['BACKLOG_MEGABYTES'] ?? 30);
const SILENCE_MS = Number(process.env['BACKLOG_SILENCE_MS'] ?? 10_000);
/** DynamoDB Local takes about ten megabytes of such items a second on two cores. */
const CATCH_UP_MS = 120_000 + MEGABYTES * 500;
const READ_BACK_MS = 60_000 + MEGABYTES * 300;
const TIMEOUT_MS = 60_000 + SILENCE_MS + MEGABYTES * 300 + CATCH_UP_MS + READ_BACK_MS;
const MAX_RSS_MB = 256;

test(
  'a backlog behind a table that says nothing costs no memory, no membership and no restart',
  async () => {
    const stack = await startStack();
    onTestFinished(() => stack.stop());
    const world = await createWorld(stack, createRandom(3));
    onTestFinished(() => world.close());
    const port = await findFreePort(0);
    const get = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const member = world.addMember({ HTTP_HOST: '127.0.0.1', HTTP_PORT: String(port) });
    await untilWrites(world, 200);
    await world.load.stop();
    world.table.inject({ hung: 1 });

    const sent = await sendBacklog(world, MEGABYTES);
    await delay(SILENCE_MS);

    expect((await get('/health/live')).status).toBe(200);
    const ready = await get('/health/ready');
    expect(ready.status).toBe(503);
    expect(((await ready.json()) as { reasons: string[] }).reasons).toContainEqual(
      expect.stringMatching(/^waiting for the table for \d+ s \(table_timeout, \d+ attempts\)$/),
    );
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('glueline_rebalances_total 0\n');
    const lags = [...metrics.matchAll(/^glueline_lag_records\{partition="\d+"\} (\d+)$/gm)];
    expect(lags.reduce((sum, [, lag]) => sum + Number(lag), 0)).toBeGreaterThan(sent * 0.9);

    world.table.inject({});
    await untilCaughtUp(world, CATCH_UP_MS);
    expect(member.peakRssMb()).toBeLessThan(MAX_RSS_MB);
    process.stdout.write(`backlog of ${MEGABYTES} MB, ${sent} records: peak RSS ${member.peakRssMb()} MB\n`);
    const outcome = await conclude(world, 'a backlog', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [] });
    expect(await countStored(world, sent)).toBe(sent);
  },
  TIMEOUT_MS,
);
