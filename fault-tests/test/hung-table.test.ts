import { expect, onTestFinished, test } from 'vitest';
import { untilCaughtUp, untilHung, untilWrites } from '../src/progress.ts';
import { createRandom } from '../src/random.ts';
import { conclude, isGood } from '../src/run-fault.ts';
import { startStack } from '../src/stack.ts';
import { createWorld } from '../src/world.ts';

const TIMEOUT_MS = 180_000;
const DRAIN_TIMEOUT_MS = 8000;
/** For what comes before and after the drain: hearing the signal, the end of the process, a busy machine. */
const ALLOWANCE_MS = 4000;

test.each(['direct', 'sdk'])(
  'SIGTERM while the table hangs ends the service within its deadline, and a new start stores the rest (%s)',
  async (transport) => {
    const stack = await startStack();
    onTestFinished(() => stack.stop());
    const world = await createWorld(stack, createRandom(2));
    onTestFinished(() => world.close());
    const settings = { TABLE_TRANSPORT: transport };
    const member = world.addMember({ ...settings, DRAIN_TIMEOUT_MS: String(DRAIN_TIMEOUT_MS) });
    await untilWrites(world, 500);
    world.table.inject({ hung: 1 });
    await untilHung(world);

    const startedMs = performance.now();
    await member.child.stop();
    // Its own deadline, not the harness's patience of a minute, ended it.
    expect(performance.now() - startedMs).toBeLessThan(DRAIN_TIMEOUT_MS + ALLOWANCE_MS);
    expect(await member.child.exited).toMatchObject({ how: 'exited with code 1' });

    world.table.inject({});
    world.addMember(settings);
    await untilCaughtUp(world);
    const outcome = await conclude(world, 'a hung table', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [] });
    expect(isGood(outcome, { rewinds: true })).toBe(true);
  },
  TIMEOUT_MS,
);
