import { describe, expect, test } from 'vitest';
import { dev } from '../../config/dev.ts';
import { prod } from '../../config/prod.ts';
import { EnvironmentConfigError, parseEnvironmentConfig } from '../../lib/environment-config.ts';

type Path = readonly (string | number)[];

/** A copy with another value at one place, or, with undefined, without the place. */
function withValue(path: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(prod);
  const last = path.at(-1)!;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  const owner = parent as Record<string | number, unknown>;
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

function toMessage(input: unknown): string {
  try {
    parseEnvironmentConfig(input);
  } catch (error) {
    return error instanceof EnvironmentConfigError ? error.message : `another error: ${String(error)}`;
  }
  return 'nothing is wrong';
}

const NETWORK = ['producer', 'network'] as const;
const KAFKA = ['producer', 'kafka'] as const;
const EXPRESS = { type: 'express', instanceType: 'express.m7g.large' };
const [FIRST_ZONE, SECOND_ZONE] = prod.producer.network.zones;

/** Where, what is put there, and what is said of it. */
const MISTAKES: readonly (readonly [Path, unknown, string])[] = [
  [['name'], 'Prod', 'name: must be 2 to 20 of a-z, 0-9, "-", beginning with a letter'],
  [['region'], 'eu-central', 'region: must be a region such as eu-central-1'],
  [['tags', 'owner'], '', 'tags.owner: Too small: expected string to have >=1 characters'],
  [['externalId'], 'a b', 'externalId: must be an ExternalId: 2 to 1224 of letters, digits, "+=,.@:/-_"'],
  [['contract'], 'parameter', 'contract: must be references or file'],
  [['topic', 'name'], 'a/b', 'topic.name: must be a topic name: letters, digits, ".", "_", "-"'],
  [['topic', 'deadLetterName'], 'sensor', 'topic.deadLetterName: must differ from topic.name'],
  [['topic', 'partitions'], 0, 'topic.partitions: Too small: expected number to be >=1'],
  [['producer', 'accountId'], '22222222222', 'producer.accountId: must be an account id: 12 digits'],
  [
    [...NETWORK, 'vpcCidr'],
    '10.10.0.0/24',
    'producer.network.vpcCidr: must be a CIDR block of /16 to /22 that begins where it says',
  ],
  [
    [...NETWORK, 'vpcCidr'],
    '10.256.0.0/16',
    'producer.network.vpcCidr: must be a CIDR block of /16 to /22 that begins where it says',
  ],
  [
    [...NETWORK, 'vpcCidr'],
    '10.10.2.0/20',
    'producer.network.vpcCidr: must be a CIDR block of /16 to /22 that begins where it says',
  ],
  [
    [...NETWORK, 'zones', 1, 'id'],
    'euc1-az1',
    'producer.network.zones.1.id: must differ from the zones before it',
  ],
  [
    [...NETWORK, 'zones', 1, 'name'],
    'eu-central-1c',
    'producer.network.zones.1.name: must differ from the zones before it',
  ],
  [[...NETWORK, 'zones', 1, 'name'], 'eu-west-1a', 'producer.network.zones.1.name: must be a zone of region'],
  [
    ['consumer', 'tasks', 'memoryMiB'],
    512,
    'consumer.tasks.memoryMiB: must be a multiple of 512 from 2048 to 8192 with that many cpuUnits',
  ],
  [
    [...NETWORK, 'zones', 0, 'id'],
    'eu-central-1a',
    'producer.network.zones.0.id: must be a zone id such as euc1-az2',
  ],
  [
    [...NETWORK, 'zones', 0, 'name'],
    'euc1-az1',
    'producer.network.zones.0.name: must be a zone name such as eu-central-1a',
  ],
  [[...NETWORK, 'zones'], [FIRST_ZONE], 'producer.network.zones: must be two or three zones'],
  [[...KAFKA, 'version'], '3.9.x', 'producer.kafka.version: must be a KRaft version such as 4.1.x.kraft'],
  [
    [...KAFKA, 'brokers', 'instanceType'],
    'm7g.large',
    'producer.kafka.brokers.instanceType: must be a size such as kafka.m7g.large',
  ],
  [
    [...KAFKA, 'brokers', 'maxStorageGiB'],
    50,
    'producer.kafka.brokers.maxStorageGiB: must not be below storageGiB',
  ],
  [
    [...KAFKA, 'numberOfBrokers'],
    4,
    'producer.kafka.numberOfBrokers: must be a multiple of the number of producer.network.zones',
  ],
  [
    ['producer', 'registryName'],
    'a b',
    'producer.registryName: must be a registry name: letters, digits, "-_$#."',
  ],
  [['producer', 'schemaName'], '1st', 'producer.schemaName: must be a record name: letters, digits and "_"'],
  [['producer', 'deviceId'], '', 'producer.deviceId: Too small: expected string to have >=1 characters'],
  [['producer', 'alarmEmail'], 'on-call', 'producer.alarmEmail: must be an e-mail address'],
  [
    ['consumer', 'network', 'zones', 0, 'id'],
    'euc1-az9',
    'consumer.network.zones.0.id: must be among producer.network.zones',
  ],
  [['consumer', 'tasks', 'max'], 1, 'consumer.tasks.max: must not be below consumer.tasks.min'],
  [
    ['consumer', 'tasks', 'max'],
    13,
    'consumer.tasks.max: must not be above topic.partitions: further tasks would be idle',
  ],
  [
    ['consumer', 'tasks', 'cpuUnits'],
    300,
    'consumer.tasks.cpuUnits: Invalid option: expected one of 256|512|1024|2048|4096',
  ],
  [
    ['consumer', 'stopTimeoutSeconds'],
    60,
    'consumer.stopTimeoutSeconds: must be above consumer.drainTimeoutSeconds',
  ],
  [
    ['consumer', 'stopTimeoutSeconds'],
    121,
    'consumer.stopTimeoutSeconds: Too big: expected number to be <=120',
  ],
  [['consumer', 'itemTtlDays'], 0, 'consumer.itemTtlDays: Too small: expected number to be >=1'],
];

test.each([dev, prod])('accepts the example $name as it is', (example) => {
  expect(parseEnvironmentConfig(example)).toEqual(example);
});

describe('a mistake is told by its path', () => {
  test.each(MISTAKES)('%j with %j', (path, value, line) => {
    // Others may follow from it: a topic without partitions has too few for its tasks as well.
    expect(toMessage(withValue(path, value)).split('\n')[1]).toBe(`  ${line}`);
  });
});

test('a setting that nobody knows is a mistake: it would be one that is misspelt', () => {
  expect(toMessage({ ...prod, externalID: 'x' })).toBe(
    "the environment's configuration is wrong:\n  externalID: is not known",
  );
});

test('a setting that is missing is told by its path', () => {
  expect(toMessage(withValue(['consumer', 'tasks', 'spot'], undefined))).toBe(
    "the environment's configuration is wrong:\n  consumer.tasks.spot: Invalid input: expected boolean, received undefined",
  );
});

test('all mistakes are told at once', () => {
  const input = { ...prod, name: 'P', region: 'here', topic: { ...prod.topic, partitions: 1.5 } };
  expect(toMessage(input).split('\n')).toEqual([
    "the environment's configuration is wrong:",
    '  name: must be 2 to 20 of a-z, 0-9, "-", beginning with a letter',
    '  region: must be a region such as eu-central-1',
    '  topic.partitions: Invalid input: expected int, received number',
  ]);
});

test('Express brokers want three zones', () => {
  const zones = [FIRST_ZONE, SECOND_ZONE];
  const input = {
    ...prod,
    producer: {
      ...prod.producer,
      network: { ...prod.producer.network, zones },
      kafka: { ...prod.producer.kafka, brokers: EXPRESS, numberOfBrokers: 2 },
    },
    consumer: { ...prod.consumer, network: { ...prod.consumer.network, zones } },
  };
  expect(toMessage(input)).toBe(
    "the environment's configuration is wrong:\n  producer.network.zones: must be three: Express brokers are spread over three zones",
  );
});
