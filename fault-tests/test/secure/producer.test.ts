import { createGlueClient, createRegistry, REGION, toProducerEnvironment } from '@glueline/local/parts';
import { uniqueName, waitFor } from '@glueline/local/testing';
import { closeProducer, handler } from '@glueline/producer';
import { createRoleToAssume } from '@glueline/schema-registry';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startSecureStack, type SecureStack } from '../../src/secure/secure-stack.ts';

const TIMEOUT_MS = 180_000;
const MAX_REAUTH_MS = 2000;
let stack: SecureStack;

beforeAll(async () => {
  stack = await startSecureStack({ maxReauthMs: MAX_REAUTH_MS, clockFactor: 1 });
}, TIMEOUT_MS);

afterAll(async () => stack.stop(), TIMEOUT_MS);

afterEach(async () => {
  await closeProducer();
  vi.unstubAllEnvs();
});

type Settings = Readonly<Record<string, string | undefined>>;

function setEnvironment(settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
}

/** As whoever `credentials` are of, the producer's user by default, and with `settings` for the brokers. */
async function prepare(settings: Settings, credentials: Settings): Promise<void> {
  const names = { topic: uniqueName('topic'), registryName: uniqueName('registry') };
  const own = toProducerEnvironment(stack.parts, { ...names, schemaName: 'sensor', deviceId: '000001' });
  setEnvironment({ ...own, ...settings, ...credentials });
  const glue = createGlueClient(stack.parts);
  await createRegistry(glue, names.registryName);
  glue.destroy();
}

function keysOf({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

/** What Lambda puts into the environment of a function that has the role. */
async function readRoleSession(): Promise<Settings> {
  const { accounts, registryEndpoint } = stack.parts;
  setEnvironment({ ...keysOf(accounts.consumer), AWS_ENDPOINT_URL_STS: registryEndpoint });
  const role = createRoleToAssume({
    region: REGION,
    roleArn: stack.tokenSettings['KAFKA_ROLE_ARN']!,
    externalId: stack.tokenSettings['KAFKA_EXTERNAL_ID']!,
    setting: 'KAFKA_EXTERNAL_ID',
    sessionName: 'function',
  });
  const session = await role.credentials();
  role.close();
  return { ...keysOf(session), AWS_SESSION_TOKEN: session.sessionToken };
}

const asItself = () => ({ ...stack.tokenSettings, KAFKA_ROLE_ARN: undefined, KAFKA_EXTERNAL_ID: undefined });

test(
  'a function publishes with tokens of its own role, over and over again',
  { timeout: TIMEOUT_MS },
  async () => {
    await prepare(asItself(), await readRoleSession());
    expect(await handler({})).toMatchObject({ offset: 0, schemaVersionNumber: 1 });
    const shown = (await stack.verdicts()).length;
    expect(shown).toBeGreaterThan(0);
    await waitFor(
      async () => (await stack.verdicts()).length > shown,
      'a connection that proves itself again',
    );
    expect(await handler({ temperature: 30 })).toMatchObject({ offset: 1, schemaVersionNumber: 2 });
    expect((await stack.verdicts()).filter((verdict) => !verdict.startsWith('accepted '))).toEqual([]);
  },
);

test('a function publishes with tokens of a role that it assumes', async () => {
  await prepare(stack.tokenSettings, keysOf(stack.parts.accounts.operator));
  expect(await handler({})).toMatchObject({ offset: 0 });
});

test('a function publishes with a password', async () => {
  await prepare(stack.passwordSettings, {});
  const { published } = await handler([{}, { temperature: 30 }]);
  expect(published.map(({ offset }) => offset)).toEqual([0, 1]);
});

test('a role that may not connect is named', async () => {
  await prepare(asItself(), {});
  await expect(handler({})).rejects.toMatchObject({
    name: 'PublishError',
    message: expect.stringMatching(
      /not authenticated by a Kafka broker .* see the own role, whether it may connect, and the clock: the token is refused/,
    ),
  });
});
