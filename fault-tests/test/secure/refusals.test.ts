import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '@glueline/local/testing';
import { untilCaughtUp, untilWrites } from '../../src/progress.ts';
import { createRandom } from '../../src/random.ts';
import { conclude, isGood } from '../../src/run-fault.ts';
import { startSecureStack, type SecureStack } from '../../src/secure/secure-stack.ts';
import { createWorld, type World } from '../../src/world.ts';

const TIMEOUT_MS = 180_000;
const MAX_REAUTH_MS = 2000;
const MINUTE_MS = 60_000;
let stack: SecureStack;

beforeAll(async () => {
  stack = await startSecureStack({ maxReauthMs: MAX_REAUTH_MS, clockFactor: 1 });
}, TIMEOUT_MS);

afterAll(async () => stack.stop());

async function createWorldForTest(): Promise<World> {
  const world = await createWorld(stack, createRandom(4));
  onTestFinished(() => world.close());
  return world;
}

type Settings = Record<string, string | undefined>;

const REFUSALS: [what: string, toSettings: () => Settings, message: string][] = [
  [
    'a token that has expired',
    () => ({ ...stack.tokenSettings, CLOCK_OFFSET_MS: String(-20 * MINUTE_MS) }),
    'see KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock, not within 5000 ms: Error: the token is refused: expired',
  ],
  [
    'the token of a role that may not connect',
    () => ({
      ...stack.tokenSettings,
      KAFKA_ROLE_ARN: stack.parts.accounts.registryRoleArn,
      KAFKA_EXTERNAL_ID: stack.parts.accounts.registryExternalId,
    }),
    'see KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock, not within 5000 ms: Error: the token is refused: unknown_session',
  ],
  [
    'a role that is not lent',
    () => ({ ...stack.tokenSettings, KAFKA_EXTERNAL_ID: 'wrong' }),
    'not allowed to assume role arn:aws:iam::111111111111:role/glueline-kafka-connect: check KAFKA_EXTERNAL_ID',
  ],
  [
    'a wrong password',
    () => ({ ...stack.passwordSettings, KAFKA_PASSWORD: 'wrong' }),
    'see KAFKA_USERNAME and KAFKA_PASSWORD, not within 5000 ms: Error: Authentication failed during authentication ' +
      'due to invalid credentials with SASL mechanism SCRAM-SHA-512',
  ],
  [
    'a certificate of an authority that is not known',
    () => ({ ...stack.passwordSettings, KAFKA_CA_FILE: undefined }),
    'see KAFKA_TLS and KAFKA_CA_FILE, not within 5000 ms: Error: self-signed certificate in certificate chain',
  ],
  [
    'a certificate for another name',
    () => ({ ...stack.passwordSettings, KAFKA_BROKERS: `127.0.0.1:${stack.proxy.port}` }),
    "Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list",
  ],
  [
    'a broker that does not speak TLS',
    () => ({ ...stack.passwordSettings, KAFKA_BROKERS: stack.parts.kafkaBrokers }),
    'cannot make a TLS connection',
  ],
  [
    'a broker that speaks nothing but TLS',
    () => ({ KAFKA_BROKERS: `localhost:${stack.proxy.port}` }),
    'cannot make a TLS connection',
  ],
  [
    'a broker that wants to know who connects',
    () => ({
      ...stack.passwordSettings,
      KAFKA_AUTH: 'none',
      KAFKA_TLS: 'true',
      KAFKA_USERNAME: undefined,
      KAFKA_PASSWORD: undefined,
    }),
    'ends the connection, as one does that wants another KAFKA_TLS or KAFKA_AUTH, not within 5000 ms',
  ],
];

test.for(REFUSALS)('at the start %s is named', { timeout: TIMEOUT_MS }, async ([, toSettings, message]) => {
  const world = await createWorldForTest();
  const settings = { START_TIMEOUT_MS: '5000', ...toSettings() };
  const member = world.addMember(settings, stack.nodeFlags);
  expect(await member.child.exited).toMatchObject({ how: 'exited with code 1' });
  expect(member.child.lastLines().join('\n')).toContain(message);
});

test(
  'a session that is revoked is named while it lasts, nothing is lost, and the end is clean',
  { timeout: TIMEOUT_MS },
  async () => {
    const world = await createWorldForTest();
    const member = world.addMember(stack.tokenSettings, stack.nodeFlags);
    await untilWrites(world, 500);
    stack.sessions.forget(true);
    const isNamed = () => member.child.lastLines().some((line) => line.includes('unknown_session'));
    await waitFor(isNamed, 'the refusal in the log');
    stack.sessions.forget(false);

    await untilCaughtUp(world);
    const outcome = await conclude(world, 'a revoked session', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [] });
    expect(isGood(outcome, { rewinds: true })).toBe(true);

    // No connection that was refused is left behind, to keep the process from ending.
    await member.child.stop();
    expect(await member.child.exited).toMatchObject({ how: 'exited with code 0' });
    expect(member.child.lastLines().filter((line) => line.includes('left open'))).toEqual([]);
  },
);

test(
  'a password is proven anew again and again without a rebalance, a duplicate or a loss',
  { timeout: TIMEOUT_MS },
  async () => {
    const world = await createWorldForTest();
    const member = world.addMember(stack.passwordSettings);
    await untilWrites(world, 500);
    const connections = stack.proxy.connections();
    await untilWrites(world, 7000);
    expect(stack.proxy.connections()).toBe(connections);
    // The broker would have ended the connections of a client that did not.
    expect(member.child.lastLines().filter((line) => line.includes('waiting for a dependency'))).toEqual([]);
    await untilCaughtUp(world);
    const outcome = await conclude(world, 'a password', 0);
    expect(outcome.verdict).toMatchObject({ lost: [], wrongFinal: [], duplicates: 0 });
    expect(isGood(outcome, { rewinds: false })).toBe(true);
  },
);
