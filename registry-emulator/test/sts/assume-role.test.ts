import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { CreateRegistryCommand, ListRegistriesCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import type { RoleSession } from '../../src/emulator.ts';
import {
  CONSUMER,
  createTestClock,
  createTestEmulator,
  EXTERNAL_ID,
  PRODUCER,
  ROLE_ARN,
  STRANGER,
} from '../emulator-fixture.ts';

const request: AssumeRoleCommandInput = {
  RoleArn: ROLE_ARN,
  RoleSessionName: 'reader',
  ExternalId: EXTERNAL_ID,
};

async function assume(overrides: Partial<AssumeRoleCommandInput> = {}) {
  const clock = createTestClock();
  const emulator = await createTestEmulator({ clock: clock.now });
  const answer = await emulator.stsAs(CONSUMER).send(new AssumeRoleCommand({ ...request, ...overrides }));
  const credentials = {
    accessKeyId: answer.Credentials!.AccessKeyId!,
    secretAccessKey: answer.Credentials!.SecretAccessKey!,
    sessionToken: answer.Credentials!.SessionToken!,
  };
  return { ...emulator, clock, answer, credentials };
}

test('a trusted caller with the right ExternalId gets temporary credentials', async () => {
  const { answer } = await assume();
  expect(answer.AssumedRoleUser).toEqual({
    AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}:reader$/),
    Arn: 'arn:aws:sts::111111111111:assumed-role/glueline-registry-read/reader',
  });
  expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(answer.Credentials?.Expiration?.toISOString()).toBe('2026-11-23T13:00:00.000Z');
});

test('whoever started the emulator may hear of every session', async () => {
  const sessions: RoleSession[] = [];
  const { stsAs } = await createTestEmulator({ onRoleSession: (session) => sessions.push(session) });
  const { Credentials } = await stsAs(CONSUMER).send(new AssumeRoleCommand(request));
  expect(sessions).toEqual([
    expect.objectContaining({
      accessKeyId: Credentials!.AccessKeyId,
      secretAccessKey: Credentials!.SecretAccessKey,
      sessionToken: Credentials!.SessionToken,
      identity: expect.objectContaining({
        arn: 'arn:aws:sts::111111111111:assumed-role/glueline-registry-read/reader',
      }),
    }),
  ]);
});

test('the session acts in the account of the role', async () => {
  const { glueAs, stsAs, credentials } = await assume();
  await glueAs(PRODUCER).send(new CreateRegistryCommand({ RegistryName: 'glueline' }));
  const { Registries } = await glueAs(credentials).send(new ListRegistriesCommand({}));
  expect(Registries?.map((registry) => registry.RegistryName)).toEqual(['glueline']);
  expect(await stsAs(credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111111111111',
    Arn: 'arn:aws:sts::111111111111:assumed-role/glueline-registry-read/reader',
    UserId: expect.stringMatching(/^AROA[A-Z0-9]{17}:reader$/),
  });
});

test('a user is told who it is', async () => {
  const { stsAs } = await createTestEmulator();
  expect(await stsAs(CONSUMER).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '222222222222',
    Arn: 'arn:aws:iam::222222222222:user/consumer',
    UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
  });
});

test.each<[string, typeof CONSUMER, string, Partial<AssumeRoleCommandInput>]>([
  ['the ExternalId is wrong', CONSUMER, 'user/consumer', { ExternalId: 'wrong' }],
  ['the ExternalId is missing', CONSUMER, 'user/consumer', { ExternalId: undefined }],
  ['the caller is not trusted', STRANGER, 'user/stranger', {}],
  [
    'the role does not exist',
    CONSUMER,
    'user/consumer',
    { RoleArn: 'arn:aws:iam::111111111111:role/absent' },
  ],
])('access is denied when %s', async (_title, credentials, caller, overrides) => {
  const { stsAs } = await createTestEmulator();
  const input = { ...request, ...overrides };
  const account = credentials === CONSUMER ? '222222222222' : '333333333333';
  await expect(stsAs(credentials).send(new AssumeRoleCommand(input))).rejects.toMatchObject({
    name: 'AccessDenied',
    message:
      `User: arn:aws:iam::${account}:${caller} is not authorized to perform: sts:AssumeRole ` +
      `on resource: ${input.RoleArn}`,
    $metadata: { httpStatusCode: 403 },
  });
});

test('a role without an ExternalId needs only the exact principal', async () => {
  const RoleArn = 'arn:aws:iam::111111111111:role/for-one-user';
  const { answer } = await assume({ RoleArn, ExternalId: undefined });
  expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts::111111111111:assumed-role/for-one-user/reader');
  const { stsAs } = await createTestEmulator();
  await expect(
    stsAs(PRODUCER).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'reader' })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a session may assume a role that trusts its role, for an hour at most', async () => {
  const { stsAs, credentials } = await assume();
  const chained = {
    RoleArn: 'arn:aws:iam::111111111111:role/for-the-first-role',
    RoleSessionName: 'again',
  };
  const sts = stsAs(credentials);
  expect((await sts.send(new AssumeRoleCommand(chained))).AssumedRoleUser?.Arn).toBe(
    'arn:aws:sts::111111111111:assumed-role/for-the-first-role/again',
  );
  await expect(sts.send(new AssumeRoleCommand({ ...chained, DurationSeconds: 3601 }))).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});

test('a session ends when its duration is over', async () => {
  const { glueAs, stsAs, credentials, clock } = await assume({ DurationSeconds: 900 });
  clock.advance(899_000);
  await glueAs(credentials).send(new ListRegistriesCommand({}));
  clock.advance(1000);
  await expect(glueAs(credentials).send(new ListRegistriesCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  });
  await expect(stsAs(credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    $metadata: { httpStatusCode: 403 },
  });
});

const constraint = (value: string, parameter: string, rule: string) =>
  `1 validation error detected: Value ${value} at '${parameter}' failed to satisfy constraint: Member must ${rule}`;

test.each<[string, Partial<AssumeRoleCommandInput>, string]>([
  [
    'a duration under 900 s',
    { DurationSeconds: 899 },
    constraint("'899'", 'durationSeconds', 'have value greater than or equal to 900'),
  ],
  [
    'a duration over 12 h',
    { DurationSeconds: 43_201 },
    constraint("'43201'", 'durationSeconds', 'have value less than or equal to 43200'),
  ],
  [
    'more than the role allows',
    { DurationSeconds: 7201 },
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
  [
    'a session name with a space',
    { RoleSessionName: 'a b' },
    constraint("'a b'", 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*'),
  ],
  ['no session name', { RoleSessionName: undefined }, constraint('null', 'roleSessionName', 'not be null')],
  [
    'what is no role',
    { RoleArn: 'arn:aws:iam::111111111111:user/x' },
    'arn:aws:iam::111111111111:user/x is invalid',
  ],
])('refuses %s', async (_title, overrides, message) => {
  const { stsAs } = await createTestEmulator();
  await expect(
    stsAs(CONSUMER).send(new AssumeRoleCommand({ ...request, ...overrides })),
  ).rejects.toMatchObject({ name: 'ValidationError', message, $metadata: { httpStatusCode: 400 } });
});
