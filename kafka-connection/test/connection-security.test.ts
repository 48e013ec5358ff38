import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { createConnectionSecurity, refuseChallenge } from '../src/connection-security.ts';

const TLS = { ca: rootCertificates[0] };

test('without TLS and authentication a connection has no options', () => {
  expect(createConnectionSecurity({ tls: undefined, auth: { method: 'none' } })).toEqual({});
});

test('with TLS the name of each broker is told and checked', () => {
  expect(createConnectionSecurity({ tls: TLS, auth: { method: 'none' } })).toEqual({
    tls: { secureContext: expect.anything() },
    tlsServerName: true,
  });
});

test('a user proves the password without sending it', () => {
  const auth = { method: 'scram-sha-512', username: 'reader', password: 'secret' } as const;
  expect(createConnectionSecurity({ tls: TLS, auth }).sasl).toEqual({
    mechanism: 'SCRAM-SHA-512',
    username: 'reader',
    password: 'secret',
  });
});

test('a token is asked for at every connect', () => {
  const auth = { method: 'msk-iam', role: undefined } as const;
  const readToken = async () => Promise.resolve('token');
  expect(createConnectionSecurity({ tls: TLS, auth }, readToken).sasl).toEqual({
    mechanism: 'OAUTHBEARER',
    token: readToken,
    authBytesValidator: refuseChallenge,
  });
});

test.each([
  ['a status', '{"status":"expired","scope":"kafka"}', 'the token is refused: expired'],
  ['another content', 'no JSON', 'the token is refused: without a reason'],
  ['an endless status', `{"status":"${'x'.repeat(1000)}"}`, `the token is refused: ${'x'.repeat(100)}`],
])('a challenge with %s in the place of an agreement is a refusal', (_what, challenge, message) => {
  expect(answer(challenge)).toEqual(new Error(message));
});

test('an empty challenge is an agreement', () => {
  expect(answer('')).toBeNull();
});

function answer(challenge: string): Error | null {
  let result: Error | null = new Error('never called');
  refuseChallenge(Buffer.from(challenge), (error) => {
    result = error;
  });
  return result;
}
