import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigurationError, parseEnvironment } from '@glueline/schema-registry';
import { z } from 'zod';
import { findSecurityProblems, securitySettings, toSecurity } from '../src/security-settings.ts';

type Environment = Readonly<Record<string, string>>;

/** As a service's own configuration does it. */
function readSecurity(environment: Environment, mayUseOwnRole = false) {
  const settings = z.object(securitySettings).superRefine((set, context) => {
    for (const each of findSecurityProblems(set, { mayUseOwnRole })) {
      context.addIssue({ code: 'custom', ...each });
    }
  });
  return toSecurity(parseEnvironment(settings, environment));
}

/** Whatever else is thrown, or nothing, fails the test. */
function findProblems(environment: Environment, mayUseOwnRole?: boolean): readonly string[] {
  try {
    readSecurity(environment, mayUseOwnRole);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const USER = { KAFKA_USERNAME: 'reader', KAFKA_PASSWORD: 'a secret' };
const ROLE = { KAFKA_ROLE_ARN: 'arn:aws:iam::111111111111:role/connect', KAFKA_EXTERNAL_ID: 'an-id' };

async function writeTemporary(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glueline-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const file = join(folder, 'ca.pem');
  await writeFile(file, content);
  return file;
}

test.each([
  ['TLS alone', { KAFKA_TLS: 'true' }, { method: 'none' }],
  [
    'a password, always over TLS',
    { KAFKA_AUTH: 'scram-sha-512', ...USER },
    { method: 'scram-sha-512', username: 'reader', password: 'a secret' },
  ],
  [
    'tokens of a role, always over TLS',
    { KAFKA_AUTH: 'msk-iam', ...ROLE },
    { method: 'msk-iam', role: { roleArn: ROLE.KAFKA_ROLE_ARN, externalId: 'an-id' } },
  ],
])('brokers are reached with %s', (_what, settings, auth) => {
  expect(readSecurity(settings)).toEqual({ tls: { ca: undefined }, auth });
});

test('certificates to trust are read at once', async () => {
  const ca = rootCertificates.slice(0, 2).join('\n');
  const settings = { KAFKA_TLS: 'true', KAFKA_CA_FILE: await writeTemporary(ca) };
  expect(readSecurity(settings).tls).toEqual({ ca });
});

test.each([
  [{ KAFKA_AUTH: 'plain' }, 'KAFKA_AUTH must be one of none, scram-sha-512, msk-iam (received "plain")'],
  [{ KAFKA_TLS: 'yes' }, 'KAFKA_TLS must be one of true, false (received "yes")'],
  [
    { KAFKA_AUTH: 'scram-sha-512', ...USER, KAFKA_USERNAME: 'a,b' },
    'KAFKA_USERNAME must be 1 to 255 characters without "," and spaces (received "a,b")',
  ],
  [
    { KAFKA_AUTH: 'scram-sha-512', KAFKA_USERNAME: 'reader' },
    'KAFKA_PASSWORD is required: KAFKA_AUTH=scram-sha-512 needs it',
  ],
  [
    { KAFKA_AUTH: 'msk-iam', KAFKA_ROLE_ARN: ROLE.KAFKA_ROLE_ARN },
    'KAFKA_EXTERNAL_ID is required: KAFKA_AUTH=msk-iam needs it',
  ],
  [
    { KAFKA_AUTH: 'msk-iam', ...ROLE, KAFKA_TLS: 'false' },
    'KAFKA_TLS must not be false with KAFKA_AUTH=msk-iam (received "false")',
  ],
  [
    { KAFKA_AUTH: 'msk-iam', ...ROLE, ...USER },
    'KAFKA_AUTH has no use for KAFKA_USERNAME and KAFKA_PASSWORD (received "msk-iam")',
  ],
])('%j is refused', (settings, problem) => {
  expect(findProblems(settings)).toEqual([problem]);
});

test('a file of certificates that is away, or is none, is refused', async () => {
  const problemsOf = (KAFKA_CA_FILE: string) => findProblems({ KAFKA_TLS: 'true', KAFKA_CA_FILE });
  expect(problemsOf('/nowhere')).toEqual([
    'KAFKA_CA_FILE must be a readable file of certificates in PEM: ENOENT (received "/nowhere")',
  ]);
  const file = await writeTemporary('no certificate');
  expect(problemsOf(file)).toEqual([
    `KAFKA_CA_FILE must be a readable file of certificates in PEM: ERR_OSSL_PEM_NO_START_LINE (received "${file}")`,
  ]);
});

test('a file of certificates without TLS is refused', async () => {
  const file = await writeTemporary(rootCertificates[0]!);
  expect(findProblems({ KAFKA_CA_FILE: file })).toEqual([
    'KAFKA_TLS is required: must be true with KAFKA_CA_FILE',
  ]);
});

describe('where the process may connect as itself', () => {
  test('a role to assume is not needed', () => {
    expect(readSecurity({ KAFKA_AUTH: 'msk-iam' }, true).auth).toEqual({
      method: 'msk-iam',
      role: undefined,
    });
  });

  test('a role may be assumed all the same', () => {
    expect(readSecurity({ KAFKA_AUTH: 'msk-iam', ...ROLE }, true).auth).toEqual({
      method: 'msk-iam',
      role: { roleArn: ROLE.KAFKA_ROLE_ARN, externalId: 'an-id' },
    });
  });

  test.each([
    ['KAFKA_EXTERNAL_ID', { KAFKA_ROLE_ARN: ROLE.KAFKA_ROLE_ARN }],
    ['KAFKA_ROLE_ARN', { KAFKA_EXTERNAL_ID: 'an-id' }],
  ])('a role without %s is refused', (missing, settings) => {
    expect(findProblems({ KAFKA_AUTH: 'msk-iam', ...settings }, true)).toEqual([
      `${missing} is required: KAFKA_AUTH=msk-iam needs it`,
    ]);
  });
});

test('no problem tells the password', () => {
  const problems = findProblems({ KAFKA_AUTH: 'none', KAFKA_PASSWORD: 'hunter2' });
  expect(problems.join('\n')).not.toContain('hunter2');
});
