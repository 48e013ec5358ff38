import { AuthenticationError, MultipleErrors, NetworkError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { describeConnectFailure, findConnectFailure } from '../src/connect-failure.ts';
import type { KafkaSecurity } from '../src/security-settings.ts';

const AT = 'b-1:9098, b-2:9098 (KAFKA_BROKERS)';

function describe(error: unknown, auth: KafkaSecurity['auth'] = { method: 'none' }): string {
  const security = { tls: undefined, auth };
  return describeConnectFailure({ brokers: ['b-1:9098', 'b-2:9098'], security }, error);
}

/** As the client does it: an error per attempt, each with the socket's or the protocol's as its cause. */
function wrap(cause: Error): Error {
  return new MultipleErrors('Cannot connect to any broker.', [
    new NetworkError('Connection to b-1:9098 failed.', { cause }),
  ]);
}

test.each(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  'a certificate refused with %s is named as TLS',
  (code) => {
    const error = wrap(Object.assign(new Error('certificate'), { code }));
    expect(describe(error)).toBe(
      `cannot make a TLS connection to a Kafka broker at ${AT}; see KAFKA_TLS and KAFKA_CA_FILE`,
    );
  },
);

test.each([
  [{ method: 'none' }, 'KAFKA_AUTH=none'],
  [{ method: 'scram-sha-512', username: 'reader', password: 'secret' }, 'KAFKA_USERNAME and KAFKA_PASSWORD'],
  [
    { method: 'msk-iam', role: { roleArn: 'arn', externalId: 'id' } },
    'KAFKA_ROLE_ARN, KAFKA_EXTERNAL_ID and the clock',
  ],
  [{ method: 'msk-iam', role: undefined }, 'the own role, whether it may connect, and the clock'],
] as const)('a refusal of %j names its settings', (auth, settings) => {
  const error = wrap(new AuthenticationError('SASL authentication failed.'));
  expect(describe(error, auth)).toBe(`not authenticated by a Kafka broker at ${AT}; see ${settings}`);
});

test('a broker that ends the connection may want another kind of connection', () => {
  expect(describe(wrap(new NetworkError('Connection closed')))).toBe(
    `a Kafka broker at ${AT} ends the connection, as one does that wants another KAFKA_TLS or KAFKA_AUTH`,
  );
});

test('everything else is a broker that cannot be reached', () => {
  expect(describe(wrap(new Error('connect ECONNREFUSED')))).toBe(`cannot reach a Kafka broker at ${AT}`);
  expect(describe('a text')).toBe(`cannot reach a Kafka broker at ${AT}`);
});

test('an error that is not about connecting is none of its failures', () => {
  const brokers = { brokers: ['b-1:9098'], security: { tls: undefined, auth: { method: 'none' as const } } };
  expect(findConnectFailure(brokers, new Error('the record is too large'))).toBeUndefined();
});
