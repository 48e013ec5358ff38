import { expect, test } from 'vitest';
import { findAdvice } from '../../src/doctor/advice.ts';
import { type HopName, HopError } from '../../src/doctor/hop.ts';

const withCode = (code: string) => Object.assign(new Error('it failed'), { code });
const named = (name: string) => Object.assign(new Error('it failed'), { name });

const ROWS: [hop: HopName, error: Error, cause: RegExp, where: RegExp][] = [
  ['credentials', named('CredentialsProviderError'), /has no AWS credentials/, /task role/],
  ['credentials', named('ExpiredTokenException'), /have expired/, /the clock/],
  ['credentials', withCode('ECONNREFUSED'), /STS cannot be reached/, /endpoint for STS/],
  ['role', named('TimeoutError'), /STS cannot be reached/, /endpoint for STS/],
  ['role', named('StartError'), /another ExternalId/, /trust policy/],
  ['registry', named('AccessDeniedException'), /glue:GetSchemaVersion/, /access role/],
  ['registry', withCode('ENOTFOUND'), /Glue API cannot be reached/, /endpoint for Glue/],
  ['registry', named('StartError'), /pinned schema version/, /READER_SCHEMA_VERSION_ID/],
  ['dns', withCode('ENOTFOUND'), /no such name/, /hosted zone/],
  ['dns', withCode('EAI_AGAIN'), /resolver does not answer/, /DNS support/],
  ['tcp', withCode('ECONNREFUSED'), /nobody takes the port/, /NLB/],
  ['tcp', named('DeadlineError'), /packets go nowhere/, /security group/],
  ['tls', withCode('ERR_TLS_CERT_ALTNAME_INVALID'), /other names/, /KAFKA_BROKERS/],
  ['tls', withCode('CERT_HAS_EXPIRED'), /not valid now/, /clock/],
  ['tls', withCode('SELF_SIGNED_CERT_IN_CHAIN'), /not trusted/, /KAFKA_CA_FILE/],
  ['tls', withCode('ECONNRESET'), /does not speak TLS/, /KAFKA_TLS/],
  ['authentication', withCode('PLT_KFK_AUTHENTICATION'), /does not accept/, /kafka-cluster:Connect/],
  ['authentication', withCode('PLT_KFK_NETWORK'), /another kind/, /KAFKA_AUTH/],
  ['topic', new HopError('UNKNOWN_TOPIC', ''), /nobody has created/, /TOPIC/],
  ['topic', new HopError('NOT_ALLOWED', ''), /read the topic/, /ReadData/],
  ['dead-letter topic', new HopError('NOT_ALLOWED', ''), /write dead letters/, /WriteData/],
  ['group', new HopError('NOT_ALLOWED', ''), /join the group/, /AlterGroup/],
  ['group', withCode('PLT_KFK_NETWORK'), /broker that coordinates/, /that broker/],
  ['table', named('ResourceNotFoundException'), /another account or region/, /TABLE_NAME/],
  ['table', named('AccessDeniedException'), /dynamodb:DescribeTable/, /task role/],
  ['table', withCode('ETIMEDOUT'), /DynamoDB cannot be reached/, /gateway endpoint/],
  ['table', named('StartError'), /key is not the one/, /PARTITION_KEY/],
];

test.for(ROWS)('%s failing with %s has a cause and a place', ([hop, error, cause, where]) => {
  const advice = findAdvice(hop, error);
  expect(advice?.cause).toMatch(cause);
  expect(advice?.where).toMatch(where);
});

test('what clients have wrapped several times is found', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const wrapped = new Error('failed', { cause: new AggregateError([new Error('other'), refused]) });
  expect(findAdvice('tcp', wrapped)?.cause).toMatch(/nobody takes the port/);
});

test('what has no usual cause has no advice', () => {
  expect(findAdvice('group', new Error('new to everyone'))).toBeUndefined();
});
