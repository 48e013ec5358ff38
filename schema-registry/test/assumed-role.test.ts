import { expect, test } from 'vitest';
import { AssumeRoleError, createAssumedRoleCredentials } from '../src/index.ts';

const MINUTE_MS = 60_000;
const roleArn = 'arn:aws:iam::111111111111:role/glueline-registry-read';

/** A clock and an STS whose sessions last one hour; each session's key tells which call issued it. */
function createRole() {
  const sts = { calls: 0, inputs: [] as unknown[], failWith: undefined as Error | undefined };
  const clock = { nowMs: Date.UTC(2026, 0, 1) };
  const send = async (command: { input: unknown }) => {
    sts.calls++;
    sts.inputs.push(command.input);
    if (sts.failWith) throw sts.failWith;
    const Expiration = new Date(clock.nowMs + 60 * MINUTE_MS);
    return {
      Credentials: {
        AccessKeyId: `key-${sts.calls}`,
        SecretAccessKey: 'secret',
        SessionToken: 'token',
        Expiration,
      },
    };
  };
  const credentials = createAssumedRoleCredentials({
    client: { send } as never,
    roleArn,
    externalId: 'shared-id',
    sessionName: 'glueline-consumer',
    now: () => clock.nowMs,
  });
  return { credentials, sts, clock };
}

function serviceError(name: string): Error {
  return Object.assign(new Error('as STS words it'), { name });
}

test('the role is assumed with its ExternalId and session name, once', async () => {
  const { credentials, sts } = createRole();
  const [first, second] = await Promise.all([credentials(), credentials()]);
  expect(first).toBe(second);
  expect(await credentials()).toBe(first);
  expect(sts.inputs).toEqual([
    {
      RoleArn: roleArn,
      RoleSessionName: 'glueline-consumer',
      ExternalId: 'shared-id',
      DurationSeconds: undefined,
    },
  ]);
});

test('the session is renewed five minutes before it expires', async () => {
  const { credentials, sts, clock } = createRole();
  await credentials();
  clock.nowMs += 54 * MINUTE_MS;
  expect((await credentials()).accessKeyId).toBe('key-1');
  clock.nowMs += 1 * MINUTE_MS;
  expect((await credentials()).accessKeyId).toBe('key-2');
  expect(sts.calls).toBe(2);
});

test('while renewal fails, a session that is still valid is served', async () => {
  const { credentials, sts, clock } = createRole();
  await credentials();
  clock.nowMs += 58 * MINUTE_MS;
  sts.failWith = serviceError('TimeoutError');
  expect((await credentials()).accessKeyId).toBe('key-1');
  clock.nowMs += 2 * MINUTE_MS;
  await expect(credentials()).rejects.toThrow(`cannot assume role ${roleArn} (TimeoutError)`);
});

test('after a failure the next call asks again', async () => {
  const { credentials, sts } = createRole();
  sts.failWith = serviceError('TimeoutError');
  await expect(credentials()).rejects.toThrow(AssumeRoleError);
  sts.failWith = undefined;
  expect((await credentials()).accessKeyId).toBe('key-2');
});

test('a refusal says which role and what to check, and not the ExternalId', async () => {
  const { credentials, sts } = createRole();
  sts.failWith = serviceError('AccessDenied');
  await expect(credentials()).rejects.toMatchObject({
    name: 'AssumeRoleError',
    denied: true,
    message:
      `not allowed to assume role ${roleArn}: check the ExternalId, the role's trust policy, ` +
      "and the caller's permission to assume it",
    cause: sts.failWith,
  });
});
