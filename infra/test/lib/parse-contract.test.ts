import { expect, test } from 'vitest';
import { prod } from '../../config/prod.ts';
import { ContractError, parseContract } from '../../lib/parse-contract.ts';
import { EXAMPLE_CONTRACT } from '../examples.ts';

function toMessage(contract: unknown): string {
  try {
    parseContract(typeof contract === 'string' ? contract : JSON.stringify(contract), prod);
  } catch (error) {
    return error instanceof ContractError ? error.message : `another error: ${String(error)}`;
  }
  return 'nothing is wrong';
}

const [FIRST, SECOND, THIRD] = EXAMPLE_CONTRACT.brokers;
const OTHER_ACCOUNT_ARN = EXAMPLE_CONTRACT.clusterArn.replace('222222222222', '444444444444');

/** What is changed in a good contract, and the lines that are said of it. */
const MISTAKES: readonly (readonly [string, object, string[]])[] = [
  ['another port', { port: 0 }, ['port: Too small: expected number to be >=1']],
  [
    'no ARN',
    { clusterArn: 'glueline' },
    ['clusterArn: must be the ARN of an MSK cluster', 'clusterArn: must be of region and producer.accountId'],
  ],
  [
    'a cluster of another account',
    { clusterArn: OTHER_ACCOUNT_ARN },
    ['clusterArn: must be of region and producer.accountId'],
  ],
  [
    "the regional apex, whose zone would hide MSK's own API",
    { clusterDomain: 'kafka.eu-central-1.amazonaws.com' },
    [
      'clusterDomain: must be the domain of one cluster, such as name.id.c2.kafka.<region>.amazonaws.com: a zone above it hides other names',
      'clusterDomain: must be of region',
      ...[0, 1, 2].map((index) => `brokers.${index}.host: must be b-<id>.<clusterDomain>`),
    ],
  ],
  [
    'no role',
    { accessRoleArn: 'arn:aws:iam::222222222222:user/x' },
    ['accessRoleArn: must be the ARN of a role'],
  ],
  [
    'a role of another account',
    { accessRoleArn: 'arn:aws:iam::333333333333:role/x' },
    ['accessRoleArn: must be of producer.accountId'],
  ],
  ['another ExternalId', { externalId: 'x' }, ['externalId: must be externalId of the configuration']],
  ['another registry', { registryName: 'x' }, ['registryName: must be producer.registryName']],
  [
    'other topics',
    { topic: 'x', deadLetterTopic: 'y' },
    ['topic: must be topic.name', 'deadLetterTopic: must be topic.deadLetterName'],
  ],
  [
    'a broker less',
    { brokers: [FIRST, SECOND] },
    ['brokers: must be producer.kafka.numberOfBrokers of them (received 2)'],
  ],
  [
    'brokers whose hosts were swapped',
    { brokers: [{ ...FIRST, host: SECOND!.host }, { ...SECOND, host: FIRST!.host }, THIRD] },
    ['brokers.0.host: must be b-<id>.<clusterDomain>', 'brokers.1.host: must be b-<id>.<clusterDomain>'],
  ],
  [
    'brokers out of order',
    { brokers: [SECOND, FIRST, THIRD] },
    ['brokers.0.id: must be its place, counted from 1', 'brokers.1.id: must be its place, counted from 1'],
  ],
  [
    'a service of another region',
    {
      brokers: [
        { ...FIRST, serviceName: FIRST!.serviceName.replace('eu-central-1', 'eu-west-1') },
        SECOND,
        THIRD,
      ],
    },
    ['brokers.0.serviceName: must be of region'],
  ],
  ['a member that nobody knows', { zone: 'x' }, ['zone: is not known']],
];

test('takes what a producer has stated', () => {
  expect(parseContract(JSON.stringify(EXAMPLE_CONTRACT), prod)).toEqual(EXAMPLE_CONTRACT);
});

test.each(MISTAKES)('refuses %s', (_name, change, lines) => {
  expect(toMessage({ ...EXAMPLE_CONTRACT, ...change })).toBe(
    ['the contract of prod is wrong:', ...lines.map((line) => `  ${line}`)].join('\n'),
  );
});

test('refuses what is not JSON, without repeating it', () => {
  expect(toMessage('brokers: 3')).toBe('the contract is not JSON');
});
