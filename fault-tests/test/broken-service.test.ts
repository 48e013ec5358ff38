import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { killedMember } from '../src/faults/member-faults.ts';
import { untilCaughtUp, untilCommittedBeyondWrites, untilWrites } from '../src/progress.ts';
import { createRandom } from '../src/random.ts';
import { conclude, isGood } from '../src/run-fault.ts';
import { startStack } from '../src/stack.ts';
import { createWorld } from '../src/world.ts';

const TIMEOUT_MS = 180_000;

test(
  'a service that commits what is not done loses records at a kill -9, and the oracle says so',
  async () => {
    const stack = await startStack();
    onTestFinished(() => stack.stop());
    const world = await createWorld(stack, createRandom(1));
    onTestFinished(() => world.close());
    const breaking = fileURLToPath(new URL('commit-everything.js', import.meta.url));
    world.addMember({ COMMIT_INTERVAL_MS: '100' }, [`--import=${breaking}`]);
    await untilWrites(world, 500);
    // From here on more is fetched than stored.
    world.table.inject({ throttled: 1 });
    await untilCommittedBeyondWrites(world, 300);

    await killedMember.strike(world, { outageMs: 0 });
    world.table.inject({});
    await untilCaughtUp(world);

    const outcome = await conclude(world, 'a broken service', 0);
    expect(outcome.verdict.lost.length).toBeGreaterThan(0);
    expect(isGood(outcome, killedMember)).toBe(false);
  },
  TIMEOUT_MS,
);
