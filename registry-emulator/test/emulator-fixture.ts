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
  return { ...emulator, ...createClients(emulator.endpoint) };
}

export function createClients(endpoint: string) {
  type Credentials = NonNullable<GlueClientConfig['credentials']>;
  const base = { endpoint, region: 'eu-central-1', maxAttempts: 1 };
  const glueAs = (credentials: Credentials, region = base.region): GlueClient => {
    const client = new GlueClient({ ...base, credentials, region });
    onTestFinished(() => client.destroy());
    return client;
  };
  const stsAs = (credentials: Credentials): STSClient => {
    const client = new STSClient({ ...base, credentials });
    onTestFinished(() => client.destroy());
    return client;
  };
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
