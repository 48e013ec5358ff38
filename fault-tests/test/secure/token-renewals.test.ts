import { findFreePort } from '@glueline/local/parts';
import { expect, onTestFinished, test } from 'vitest';
import { untilCaughtUp, untilWrites } from '../../src/progress.ts';
import { createRandom } from '../../src/random.ts';
import { conclude, isGood } from '../../src/run-fault.ts';
import { startSecureStack } from '../../src/secure/secure-stack.ts';
import { watchSteadiness } from '../../src/secure/steadiness.ts';
import { createWorld } from '../../src/world.ts';

const TIMEOUT_MS = 180_000;
/** An hour passes in 20 seconds: a token is renewed after 3.3 and over after 5, a role's session over after 20. */
const CLOCK_FACTOR = 180;
const DURATION_MS = 45_000;
const MAX_REAUTH_MS = 2000;
/** More than a token lasts without renewal would pass in less. */
const MAX_GAP_MS = 3000;

test(
  'two hours of renewed tokens and cut connections leave no gap, no rebalance and no connection behind',
  async () => {
    const stack = await startSecureStack({ maxReauthMs: MAX_REAUTH_MS, clockFactor: CLOCK_FACTOR });
    onTestFinished(() => stack.stop());
    const world = await createWorld(stack, createRandom(3));
    onTestFinished(() => world.close());
    const port = await findFreePort(0);
    const environment = { ...stack.tokenSettings, HTTP_PORT: String(port) };
    const member = world.addMember(environment, stack.nodeFlags);
    await untilWrites(world, 500);
    const connectionsAtStart = stack.proxy.connections();

    const duration = { durationMs: DURATION_MS, cutEveryMs: DURATION_MS / 5 };
    const { longestGapMs, peakConnections } = await watchSteadiness(world, stack.proxy, duration);

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('glueline_rebalances_total 0\n');
    expect(peakConnections).toBeLessThanOrEqual(connectionsAtStart);
    expect(longestGapMs).toBeLessThan(MAX_GAP_MS);
    const verdicts = await stack.verdicts();
    expect(verdicts.filter((verdict) => !verdict.startsWith('accepted '))).toEqual([]);
    const tokens = new Set(verdicts).size;
    expect(tokens).toBeGreaterThanOrEqual(8);
    expect(stack.sessions.count()).toBeGreaterThanOrEqual(2);

    await untilCaughtUp(world);
    const outcome = await conclude(world, 'renewals', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [] });
    expect(isGood(outcome, { rewinds: false })).toBe(true);
    process.stdout.write(
      `renewals: ${tokens} tokens of ${stack.sessions.count()} role sessions shown ${verdicts.length} times, ` +
        `at most ${peakConnections} connections, longest gap ${Math.round(longestGapMs)} ms, ` +
        `peak RSS ${member.peakRssMb()} MB\n`,
    );
  },
  TIMEOUT_MS,
);
