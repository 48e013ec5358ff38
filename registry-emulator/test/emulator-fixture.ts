import { GlueClient, type GlueClientConfig } from '@aws-sdk/client-glue';
import { STSClient } from '@aws-sdk/client-sts';
import { expect, onTestFinished } from 'vitest';
import { type AccountDefinition, type EmulatorOptions, startEmulator } from '../src/emulator.ts';

export const PRODUCER = { accessKeyId: 'AKIAPRODUCER00000000', secretAccessKey: 'producer-secret' };
export const CONSUMER = { accessKeyId: 'AKIACONSUMER00000000', secretAccessKey: 'consumer-secret' };
export const STRANGER = { accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'stranger-secret' };
export const ROLE_ARN = 'arn:aws:iam::111111111111:role/glueline-registry-read';
export const EXTERNAL_ID = 'glueline-demo';

export const ACCOUNTS: readonly AccountDefinition[] = [
  {
    accountId: '111111111111',
    users: [{ userName: 'producer', ...PRODUCER }],
    roles: [
      {
        roleName: 'glueline-registry-read',
        trustedPrincipals: ['arn:aws:iam::222222222222:root'],
        externalId: EXTERNAL_ID,
        maxSessionDurationSeconds: 7200,
      },
      {
        roleName: 'for-one-user',
        trustedPrincipals: ['arn:aws:iam::222222222222:user/consumer'],
      },
      {
        roleName: 'for-the-first-role',
        trustedPrincipals: [ROLE_ARN],
        maxSessionDurationSeconds: 7200,
      },
    ],
  },
  { accountId: '222222222222', users: [{ userName: 'consumer', ...CONSUMER }], roles: [] },
  { accountId: '333333333333', users: [{ userName: 'stranger', ...STRANGER }], roles: [] },
];

/** A clock the test moves. */
export function createTestClock(startMs = Date.parse('2026-11-23T12:00:00.123Z')) {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

/** An emulator for one test, and clients for it; all closed when the test ends. */
export async function createTestEmulator(options: Partial<EmulatorOptions> = {}) {
  const unexpected: unknown[] = [];
  const emulator = await startEmulator({
    host: '127.0.0.1',
    port: 0,
    accounts: ACCOUNTS,
    onUnexpectedError: (error) => unexpected.push(error),
    ...options,
  });
  onTestFinished(async () => {
    await emulator.close();
    expect(unexpected).toEqual([]);
  });
  return { ...emulator, ...createClients(emulator.endpoint, options.clock) };
}

/** Clients whose clock is the emulator's, as machines' clocks are the service's: by it they sign. */
export function createClients(endpoint: string, clock: () => number = Date.now) {
  type Credentials = Exclude<NonNullable<GlueClientConfig['credentials']>, (...args: never[]) => unknown>;
  const base = { endpoint, region: 'eu-central-1' };
  const withClock = <Client extends GlueClient | STSClient>(client: Client): Client => {
    const { config } = client as { config: { systemClockOffset: number } };
    Object.defineProperty(config, 'systemClockOffset', { get: () => clock() - Date.now(), set: () => {} });
    onTestFinished(() => client.destroy());
    return client;
  };
  // The clients write into the credentials they are given, hence the copies.
  const glueAs = (credentials: Credentials, region = base.region, maxAttempts = 1): GlueClient =>
    withClock(new GlueClient({ ...base, credentials: { ...credentials }, region, maxAttempts }));
  const stsAs = (credentials: Credentials, maxAttempts = 1): STSClient =>
    withClock(new STSClient({ ...base, credentials: { ...credentials }, maxAttempts }));
  return { glueAs, stsAs };
}

/** A record with optional fields of the given names and types. */
export function recordOf(fields: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    type: 'record',
    name: 'Sensor',
    fields: [
      { name: 'deviceId', type: 'string' },
      ...Object.entries(fields).map(([name, type]) => ({ name, type: ['null', type], default: null })),
    ],
  });
}

/** `recordOf` plus a field that a reader of the record cannot do without. */
export function recordWithRequired(name: string, type: string): string {
  return JSON.stringify({
    type: 'record',
    name: 'Sensor',
    fields: [
      { name: 'deviceId', type: 'string' },
      { name, type },
    ],
  });
}
