import { ListRegistriesCommand } from '@aws-sdk/client-glue';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { CONSUMER, createTestClock, createTestEmulator, EXTERNAL_ID, ROLE_ARN } from './emulator-fixture.ts';
import { signHeaders, type Signing } from './sigv4/sign.ts';
async function refusals(
  { glueAs, stsAs }: Awaited<ReturnType<typeof createTestEmulator>>,
  credentials: Parameters<typeof glueAs>[0],
): Promise<unknown[]> {
  const requests = await Promise.allSettled([
    glueAs(credentials).send(new ListRegistriesCommand({})),
    stsAs(credentials).send(new GetCallerIdentityCommand({})),
  ]);
  return requests.map((request) => (request.status === 'rejected' ? request.reason : 'accepted'));
}

const UNKNOWN = [
  {
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 400 },
  },
  {
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid',
    $metadata: { httpStatusCode: 403 },
  },
];

test('an access key that no account has is refused', async () => {
  const emulator = await createTestEmulator();
  expect(
    await refusals(emulator, { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'x' }),
  ).toMatchObject(UNKNOWN);
});

test('a session key without its token, or with another, is refused', async () => {
  const emulator = await createTestEmulator();
  const input = { RoleArn: ROLE_ARN, RoleSessionName: 'reader', ExternalId: EXTERNAL_ID };
  const { Credentials } = await emulator.stsAs(CONSUMER).send(new AssumeRoleCommand(input));
  const key = { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey! };
  expect(await refusals(emulator, key)).toMatchObject(UNKNOWN);
  expect(await refusals(emulator, { ...key, sessionToken: 'another' })).toMatchObject(UNKNOWN);
});

test('a key of a user with a session token is refused', async () => {
  const emulator = await createTestEmulator();
  expect(await refusals(emulator, { ...CONSUMER, sessionToken: 'left over' })).toMatchObject(UNKNOWN);
});

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';

const WRONG_SECRET = [
  { name: 'InvalidSignatureException', message: MISMATCH, $metadata: { httpStatusCode: 400 } },
  { name: 'SignatureDoesNotMatch', message: MISMATCH, $metadata: { httpStatusCode: 403 } },
];

test("a user's key with another secret is refused", async () => {
  const emulator = await createTestEmulator();
  expect(await refusals(emulator, { ...CONSUMER, secretAccessKey: 'another' })).toMatchObject(WRONG_SECRET);
});

test("a session's key and token with another secret are refused", async () => {
  const emulator = await createTestEmulator();
  const input = { RoleArn: ROLE_ARN, RoleSessionName: 'reader', ExternalId: EXTERNAL_ID };
  const { Credentials } = await emulator.stsAs(CONSUMER).send(new AssumeRoleCommand(input));
  const session = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  expect(await refusals(emulator, session)).toEqual(['accepted', 'accepted']);
  expect(await refusals(emulator, { ...session, secretAccessKey: 'another' })).toMatchObject(WRONG_SECRET);
});

const NOW_MS = Date.parse('2026-11-23T12:00:00Z');
const signing: Signing = { credentials: CONSUMER, nowMs: NOW_MS };

/** Asks Glue for its registries, signed as told and then changed; answers the status and the error, if any. */
async function list(
  overrides: Partial<Signing> = {},
  change: (headers: Record<string, string>) => Record<string, string> = (headers) => headers,
  sentBody = '{}',
) {
  const { endpoint } = await createTestEmulator({ clock: createTestClock(NOW_MS).now });
  const headers = signHeaders(
    {
      url: endpoint,
      method: 'POST',
      headers: { 'x-amz-target': 'AWSGlue.ListRegistries', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    },
    { ...signing, ...overrides },
  );
  const response = await fetch(endpoint, { method: 'POST', headers: change(headers), body: sentBody });
  const { __type, Message } = (await response.json()) as Record<string, string>;
  return { status: response.status, code: __type, message: Message };
}

const refused = (code: string, message: string) => ({ status: 400, code, message });
const wrongSignature = (message: string) => refused('InvalidSignatureException', message);

test('a request signed by the rules is served', async () => {
  expect(await list()).toEqual({ status: 200, code: undefined, message: undefined });
});

test('what is not signed may change on the way, what is signed may not', async () => {
  const withAgent = (headers: Record<string, string>) => ({ ...headers, 'user-agent': 'a proxy' });
  expect((await list({}, withAgent)).status).toBe(200);
  const withType = (headers: Record<string, string>) => ({
    ...headers,
    'content-type': 'application/x-amz-json-1.0',
  });
  expect(await list({}, withType)).toEqual(wrongSignature(MISMATCH));
  expect(await list({}, undefined, '{"MaxResults":5}')).toEqual(wrongSignature(MISMATCH));
});

test('a body is refused that has not the hash announced for it, signed or not', async () => {
  const announce = (headers: Record<string, string>) => ({
    ...headers,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  });
  expect(await list({}, announce)).toEqual(wrongSignature(MISMATCH));
});

test.each<[string, Partial<Signing>, string]>([
  ['for another service', { service: 'sts' }, "Credential should be scoped to correct service: 'glue'. "],
  [
    'with the credential of another day',
    { scopeDate: '20261122' },
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
      "'20261122' != '20261123', from '20261123T120000Z'.",
  ],
  [
    'more than five minutes ago',
    { nowMs: NOW_MS - 301_000 },
    'Signature expired: 20261123T115459Z is now earlier than 20261123T115500Z (20261123T120000Z - 5 min.)',
  ],
  [
    'more than five minutes from now',
    { nowMs: NOW_MS + 301_000 },
    'Signature not yet current: 20261123T120501Z is still later than 20261123T120500Z (20261123T120000Z + 5 min.)',
  ],
  [
    'without the host',
    { unsigned: ['host'] },
    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  ],
  [
    'without the date',
    { unsigned: ['x-amz-date'] },
    "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
  ],
])('a request signed %s is refused', async (_title, overrides, message) => {
  expect(await list(overrides)).toEqual(wrongSignature(message));
});

test.each([-300_000, 300_000])('clocks may be %i ms apart', async (skewMs) => {
  expect((await list({ nowMs: NOW_MS + skewMs })).status).toBe(200);
});

test('a session token that is not signed is refused', async () => {
  const { endpoint, stsAs } = await createTestEmulator();
  const input = { RoleArn: ROLE_ARN, RoleSessionName: 'reader', ExternalId: EXTERNAL_ID };
  const { Credentials } = await stsAs(CONSUMER).send(new AssumeRoleCommand(input));
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const target = { 'x-amz-target': 'AWSGlue.ListRegistries' };
  const headers = signHeaders(
    { url: endpoint, method: 'POST', headers: target, body: '{}' },
    { credentials, unsigned: ['x-amz-security-token'] },
  );
  const response = await fetch(endpoint, { method: 'POST', headers, body: '{}' });
  expect(await response.json()).toEqual({
    __type: 'InvalidSignatureException',
    Message: "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.",
  });
});

const requires = (name: string) => `Authorization header requires '${name}' parameter.`;

test.each<[string, (authorization: string) => Record<string, string>, string, string]>([
  ['no signature', () => ({}), 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  [
    'a malformed credential',
    (text) => ({ authorization: text.replace('/aws4_request', '') }),
    'IncompleteSignatureException',
    requires('Credential'),
  ],
  [
    'nothing but the algorithm',
    () => ({ authorization: 'AWS4-HMAC-SHA256' }),
    'IncompleteSignatureException',
    `${requires('Credential')} ${requires('Signature')} ${requires('SignedHeaders')}`,
  ],
  [
    'a signature that is none',
    (text) => ({ authorization: text.replace(/Signature=.*/, 'Signature=00') }),
    'IncompleteSignatureException',
    requires('Signature'),
  ],
  [
    'another algorithm',
    () => ({ authorization: 'Bearer some-token' }),
    'IncompleteSignatureException',
    "Unsupported AWS 'algorithm': only AWS4-HMAC-SHA256 is known.",
  ],
  [
    'no date',
    (text) => ({ authorization: text, 'x-amz-date': 'yesterday' }),
    'IncompleteSignatureException',
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ],
])('Glue refuses %s', async (_title, change, code, message) => {
  const answer = await list({}, ({ authorization = '', ...headers }) => ({
    ...headers,
    ...change(authorization),
  }));
  expect(answer).toEqual(refused(code, message));
});

test("a client whose clock is off sets it by the emulator's and comes through", async () => {
  const { glueAs, endpoint } = await createTestEmulator({ clock: createTestClock(NOW_MS).now });
  const { headers } = await fetch(endpoint);
  expect(headers.get('date')).toBe('Mon, 23 Nov 2026 12:00:00 GMT');
  const patient = glueAs(CONSUMER, 'eu-central-1', 2);
  Object.defineProperty(patient.config, 'systemClockOffset', { value: 0, writable: true });
  const { $metadata } = await patient.send(new ListRegistriesCommand({}));
  expect($metadata.attempts).toBe(2);
});
