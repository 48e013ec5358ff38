import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { findProblems, REQUIRED } from './required-environment.ts';

test('what is not set has a default, and the result cannot be changed', () => {
  const config = readConfig(REQUIRED);
  expect(config).toEqual({
    region: 'eu-central-1',
    brokers: ['b-1:9098', 'b-2:9098'],
    groupId: 'glueline',
    security: { tls: undefined, auth: { method: 'none' } },
    topic: 'sensor',
    deadLetterTopic: 'sensor.dlq',
    tableName: 'sensor',
    tableTransport: 'direct',
    registryRoleArn: REQUIRED.REGISTRY_ROLE_ARN,
    registryExternalId: 'an-external-id',
    readerSchemaVersionId: undefined,
    sessionTimeoutMs: 25_000,
    metadataPollIntervalMs: 30_000,
    outOfRangePolicy: 'earliest',
    httpHost: '0.0.0.0',
    httpPort: 8080,
    commitIntervalMs: 1000,
    drainTimeoutMs: 20_000,
    startTimeoutMs: 30_000,
    embeddedMetricsNamespace: undefined,
    mapping: {
      key: [
        { field: 'deviceId', attribute: 'deviceId', maxBytes: 2048 },
        { field: 'timestamp', attribute: 'timestamp', maxBytes: 1024 },
      ],
      attributeNames: new Map(),
      ttl: undefined,
      kafkaPrefix: undefined,
    },
    tombstonePolicy: 'dead-letter',
    logLevel: 'info',
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test('every required variable that is missing is named, all at once', () => {
  const names = findProblems({}).map((problem) => problem.split(' ')[0]);
  expect(names).toEqual(Object.keys(REQUIRED));
});

test.each([
  ['AWS_REGION', 'Frankfurt', 'must be an AWS region such as eu-central-1'],
  ['KAFKA_BROKERS', 'b-1', 'must be a comma-separated list of host:port'],
  ['TOPIC', 'a topic', 'must be a topic name: 1 to 249 of letters, digits, ".", "_", "-"'],
  ['READER_SCHEMA_VERSION_ID', 'latest', 'must be the id of a schema version: a UUID in lower case'],
  ['TABLE_NAME', 'ab', 'must be a table name: 3 to 255 of letters, digits, ".", "_", "-"'],
  ['REGISTRY_ROLE_ARN', 'glueline-registry-read', 'must be the ARN of an IAM role'],
  [
    'EMBEDDED_METRICS_NAMESPACE',
    'AWS/ECS',
    'must be 1 to 255 of letters, digits, "./#:_-", not beginning with "AWS/"',
  ],
  ['HTTP_PORT', '65536', 'must be a whole number from 0 to 65535'],
  ['COMMIT_INTERVAL_MS', '1s', 'must be a whole number from 100 to 60000'],
  ['METADATA_POLL_INTERVAL_MS', '0', 'must be a whole number from 100 to 60000'],
  ['OFFSET_OUT_OF_RANGE_POLICY', 'skip', 'must be one of earliest, latest, fail'],
  ['SESSION_TIMEOUT_MS', '5999', 'must be a whole number from 6000 to 30000'],
  ['DRAIN_TIMEOUT_MS', '120000', 'must be a whole number from 1000 to 115000'],
  ['START_TIMEOUT_MS', '0', 'must be a whole number from 1000 to 600000'],
  ['PARTITION_KEY', 'a=b=c', 'must be a field of the event, or attribute=field'],
  ['SORT_KEY', 'deviceId', 'must differ from PARTITION_KEY'],
  ['ATTRIBUTE_NAMES', 'a', 'must be a list of field=attribute,field=attribute'],
  ['ATTRIBUTE_NAMES', 'a=b,c=b', 'leads to two things stored as b'],
  [
    'ATTRIBUTE_NAMES',
    'deviceId=d',
    'must not name deviceId: PARTITION_KEY and SORT_KEY say what it is stored as',
  ],
  ['TTL_ATTRIBUTE', 'expires', 'must be set together with TTL_SECONDS'],
  ['TOMBSTONE_POLICY', 'delete', 'must be one of dead-letter, ignore'],
  ['LOG_LEVEL', 'loud', 'must be one of silent, fatal, error, warn, info, debug, trace'],
  ['DEAD_LETTER_TOPIC', 'sensor', 'must differ from TOPIC: dead letters would be read again'],
])('%s %j is refused', (name, value, rule) => {
  expect(findProblems({ ...REQUIRED, [name]: value })).toEqual([`${name} ${rule} (received "${value}")`]);
});

test('how events become items is read together', () => {
  const { mapping } = readConfig({
    ...REQUIRED,
    PARTITION_KEY: 'pk=deviceId',
    ATTRIBUTE_NAMES: 'temperature=t,unit=u',
    TTL_ATTRIBUTE: 'expires',
    TTL_SECONDS: '60',
    KAFKA_ATTRIBUTES_PREFIX: 'kafka_',
  });
  expect(mapping).toEqual({
    key: [
      { field: 'deviceId', attribute: 'pk', maxBytes: 2048 },
      { field: 'timestamp', attribute: 'timestamp', maxBytes: 1024 },
    ],
    attributeNames: new Map([
      ['temperature', 't'],
      ['unit', 'u'],
    ]),
    ttl: { attribute: 'expires', seconds: 60 },
    kafkaPrefix: 'kafka_',
  });
});

test('the service has to assume a role for brokers that want tokens: they are in another account', () => {
  expect(findProblems({ ...REQUIRED, KAFKA_AUTH: 'msk-iam' })).toEqual([
    'KAFKA_ROLE_ARN is required: KAFKA_AUTH=msk-iam needs it',
    'KAFKA_EXTERNAL_ID is required: KAFKA_AUTH=msk-iam needs it',
  ]);
});
