import { ConfigurationError } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const required = {
  KAFKA_BROKERS: 'b-1:9098,b-2:9098',
  TOPIC: 'sensor',
  REGISTRY_NAME: 'glueline',
  SCHEMA_NAME: 'sensor',
  DEVICE_ID: '000001',
};

test('five settings are enough', () => {
  expect(readConfig(required)).toEqual({
    brokers: ['b-1:9098', 'b-2:9098'],
    region: undefined,
    security: { tls: undefined, auth: { method: 'none' } },
    topic: { name: 'sensor', partitions: 6, replicationFactor: 3 },
    schema: { registryName: 'glueline', schemaName: 'sensor', compatibility: 'FULL' },
    maxNewVersionsPerHour: 60,
    deviceId: '000001',
    integerFields: new Set(),
    conflictPolicy: 'reject',
    logLevel: 'info',
  });
});

test('integers may be fields of nested objects, under any name', () => {
  const { integerFields } = readConfig({ ...required, INTEGER_FIELDS: 'count,visit.page views' });
  expect(integerFields).toEqual(new Set(['count', 'visit.page views']));
});

test('every wrong setting is named with what was received', () => {
  const wrong = {
    ...required,
    TOPIC: 'sensor data',
    TOPIC_PARTITIONS: '0',
    SCHEMA_NAME: 'sensor-v1',
    SCHEMA_COMPATIBILITY: 'full',
    INTEGER_FIELDS: 'count,visit..count',
    CONFLICT_POLICY: 'ignore',
    MAX_NEW_VERSIONS_PER_HOUR: '0',
    DEVICE_ID: '',
  };
  expect(() => readConfig(wrong)).toThrow(
    expect.objectContaining({
      name: 'ConfigurationError',
      problems: [
        'TOPIC must be a topic name: 1 to 249 of letters, digits, ".", "_", "-" (received "sensor data")',
        'TOPIC_PARTITIONS must be a whole number from 1 to 10000 (received "0")',
        'SCHEMA_NAME must be a record name: letters, digits and "_", not starting with a digit (received "sensor-v1")',
        'SCHEMA_COMPATIBILITY must be one of NONE, BACKWARD, BACKWARD_ALL, FORWARD, FORWARD_ALL, FULL, FULL_ALL ' +
          '(received "full")',
        'MAX_NEW_VERSIONS_PER_HOUR must be a whole number from 1 to 1000 (received "0")',
        'DEVICE_ID is required: must be 1 to 512 characters',
        'INTEGER_FIELDS must be a comma-separated list of fields, nested ones as paths with dots ' +
          '(received "count,visit..count")',
        'CONFLICT_POLICY must be one of reject, stringify, sidecar (received "ignore")',
      ],
    }),
  );
});

function findProblems(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('a mode in which no schema can evolve is refused with the reason', () => {
  expect(findProblems({ ...required, SCHEMA_COMPATIBILITY: 'DISABLED' })).toEqual([
    'SCHEMA_COMPATIBILITY must not be DISABLED: a schema in that mode takes no new versions, and each new field ' +
      'needs one (received "DISABLED")',
  ]);
});

test('with MSK IAM the function connects as itself, and the region is needed', () => {
  const iam = { ...required, KAFKA_AUTH: 'msk-iam' };
  expect(readConfig({ ...iam, AWS_REGION: 'eu-central-1' })).toMatchObject({
    region: 'eu-central-1',
    security: { tls: { ca: undefined }, auth: { method: 'msk-iam', role: undefined } },
  });
  expect(findProblems(iam)).toEqual(['AWS_REGION is required: KAFKA_AUTH=msk-iam needs it']);
});

test('a setting of another authentication is refused', () => {
  expect(findProblems({ ...required, KAFKA_USERNAME: 'writer' })).toEqual([
    'KAFKA_AUTH is required: has no use for KAFKA_USERNAME',
  ]);
});
