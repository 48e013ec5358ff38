import { ListRegistriesCommand } from '@aws-sdk/client-glue';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { CONSUMER, createTestEmulator, EXTERNAL_ID, ROLE_ARN } from './emulator-fixture.ts';

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

const signed = (credential: string) => ({ authorization: `AWS4-HMAC-SHA256 Credential=${credential}` });

test.each([
  ['no signature', {}, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  [
    'a malformed credential',
    signed('AKIA/1'),
    'IncompleteSignatureException',
    "Authorization header requires 'Credential' parameter.",
  ],
])('Glue refuses %s', async (_title, headers, code, message) => {
  const { endpoint } = await createTestEmulator();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, 'x-amz-target': 'AWSGlue.ListRegistries' },
    body: '{}',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ __type: code, Message: message });
});

test.each([
  ['no signature', {}, 403, 'MissingAuthenticationToken'],
  ['a malformed credential', signed('AKIA/1'), 400, 'IncompleteSignature'],
])('STS refuses %s', async (_title, headers, status, code) => {
  const { endpoint } = await createTestEmulator();
  const response = await fetch(`${endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`, { headers });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(`<Code>${code}</Code>`);
});

test('the GET form works signed by header and pre-signed', async () => {
  const { endpoint } = await createTestEmulator();
  const credential = `${CONSUMER.accessKeyId}/20261123/eu-central-1/sts/aws4_request`;
  const address = `${endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`;
  const byHeader = await fetch(address, { headers: signed(credential) });
  const presigned = await fetch(`${address}&X-Amz-Credential=${encodeURIComponent(credential)}`);
  for (const response of [byHeader, presigned]) {
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<Arn>arn:aws:iam::222222222222:user/consumer</Arn>');
  }
});
