import { createTable, toConsumerEnvironment, createDynamodbClient } from '@glueline/local/parts';
import { Admin } from '@platformatic/kafka';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Examination, examine } from '../../src/examine.ts';
import { startSecureStack, type SecureStack } from '../../src/secure/secure-stack.ts';

const TIMEOUT_MS = 180_000;
const MINUTE_MS = 60_000;
const NAME = `doctor_${randomUUID().slice(0, 8)}`;
let stack: SecureStack;

beforeAll(async () => {
  stack = await startSecureStack({ maxReauthMs: 60_000, clockFactor: 1 });
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [stack.parts.kafkaBrokers] });
  await admin.createTopics({ topics: [NAME], partitions: 1, replicas: 1 });
  await admin.close();
  const dynamodb = createDynamodbClient(stack.parts);
  await createTable(dynamodb, NAME);
  dynamodb.destroy();
}, TIMEOUT_MS);

afterAll(async () => stack.stop());

type Settings = Record<string, string | undefined>;

async function examineWith(settings: Settings): Promise<Examination> {
  const names = { topic: NAME, tableName: NAME, groupId: NAME, httpPort: 0 };
  return examine({ ...toConsumerEnvironment(stack.parts, names), ...settings }, stack.nodeFlags);
}

test('with a token every hop is well', { timeout: TIMEOUT_MS }, async () => {
  const { exitCode, hops, failed } = await examineWith(stack.tokenSettings);
  expect(failed).toEqual([]);
  const broker = `localhost:${stack.proxy.port}`;
  expect(hops.filter(({ subject }) => subject === broker)).toMatchObject([
    { hop: 'tcp', detail: 'connected to 127.0.0.1' },
    {
      hop: 'tls',
      detail: expect.stringMatching(
        /^certificate for DNS:localhost, signed by Test authority, valid until .* GMT$/,
      ),
    },
    { hop: 'authentication', detail: 'answers, with a token of KAFKA_ROLE_ARN' },
  ]);
  expect(exitCode).toBe(0);
});

test('with a password every hop is well', { timeout: TIMEOUT_MS }, async () => {
  const { exitCode, hops, failed } = await examineWith(stack.passwordSettings);
  expect(failed).toEqual([]);
  expect(hops.find(({ hop }) => hop === 'authentication')?.detail).toBe(
    'answers, with the password of KAFKA_USERNAME',
  );
  expect(exitCode).toBe(0);
});

const REFUSALS: [what: string, toSettings: () => Settings, hop: string, detail: string, where: string][] = [
  [
    'a certificate of an authority that is not known',
    () => ({ ...stack.passwordSettings, KAFKA_CA_FILE: undefined }),
    'tls',
    'SELF_SIGNED_CERT_IN_CHAIN: certificate for DNS:localhost, signed by Test authority, valid until ',
    'KAFKA_CA_FILE',
  ],
  [
    'a certificate for another name',
    () => ({ ...stack.passwordSettings, KAFKA_BROKERS: `127.0.0.1:${stack.proxy.port}` }),
    'tls',
    'ERR_TLS_CERT_ALTNAME_INVALID: certificate for DNS:localhost, signed by Test authority, valid until ',
    "KAFKA_BROKERS must have the brokers' own names",
  ],
  [
    'a broker that does not speak TLS',
    () => ({ ...stack.passwordSettings, KAFKA_BROKERS: stack.parts.kafkaBrokers }),
    'tls',
    'Error: Client network socket disconnected before secure TLS connection was established',
    'KAFKA_TLS and the port in KAFKA_BROKERS',
  ],
  [
    'a wrong password',
    () => ({ ...stack.passwordSettings, KAFKA_PASSWORD: 'wrong-password' }),
    'authentication',
    'see KAFKA_USERNAME and KAFKA_PASSWORD: Error: Authentication failed during authentication due to invalid ' +
      'credentials with SASL mechanism SCRAM-SHA-512',
    'KAFKA_USERNAME and KAFKA_PASSWORD',
  ],
  [
    'a token that has expired',
    () => ({ ...stack.tokenSettings, CLOCK_OFFSET_MS: String(-20 * MINUTE_MS) }),
    'authentication',
    'see KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock: Error: the token is refused: expired',
    'the clock',
  ],
  [
    'the token of a role that may not connect',
    () => ({
      ...stack.tokenSettings,
      KAFKA_ROLE_ARN: stack.parts.accounts.registryRoleArn,
      KAFKA_EXTERNAL_ID: stack.parts.accounts.registryExternalId,
    }),
    'authentication',
    'Error: the token is refused: unknown_session',
    'kafka-cluster:Connect',
  ],
  [
    'a role for the brokers that is not lent',
    () => ({ ...stack.tokenSettings, KAFKA_EXTERNAL_ID: 'somebody-elses' }),
    'role',
    'not allowed to assume role arn:aws:iam::111111111111:role/glueline-kafka-connect: check KAFKA_EXTERNAL_ID',
    'the trust policy',
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
    'authentication',
    'ends the connection, as one does that wants another KAFKA_TLS or KAFKA_AUTH',
    'KAFKA_AUTH',
  ],
];

test.for(REFUSALS)('%s is named', { timeout: TIMEOUT_MS }, async ([, toSettings, hop, detail, where]) => {
  const { exitCode, hops, failed } = await examineWith(toSettings());
  expect(failed).toMatchObject([
    { hop, detail: expect.stringContaining(detail), advice: { where: expect.stringContaining(where) } },
  ]);
  expect(hops.find((each) => each.hop === 'topic')?.result).toBe('not tried');
  expect(JSON.stringify(hops)).not.toMatch(/wrong-password|somebody-elses/);
  expect(exitCode).toBe(1);
});
