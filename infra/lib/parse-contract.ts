import { z } from 'zod';
import type { ConnectivityContract } from './contract.ts';
import { describeIssues } from './describe-issues.ts';
import type { EnvironmentConfig } from './environment-config.ts';

const broker = z.strictObject({
  id: z.int().min(1),
  host: z.string().regex(/^b-\d+\.[a-z0-9.-]+$/, 'must be the host of an MSK broker: b-1....'),
  serviceName: z
    .string()
    .regex(
      /^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]+$/,
      'must be the name of an endpoint service: com.amazonaws.vpce.<region>.vpce-svc-...',
    ),
});

const contract = z.strictObject({
  brokers: z.array(broker).min(1),
  port: z.int().min(1).max(65_535),
  clusterArn: z
    .string()
    .regex(/^arn:[\w-]+:kafka:[a-z0-9-]+:\d{12}:cluster\/[^/]+\/[^/]+$/, 'must be the ARN of an MSK cluster'),
  clusterDomain: z
    .string()
    .regex(
      /^[^.]+\.[^.]+\.c\d+\.kafka\.[a-z0-9-]+\.amazonaws\.com$/,
      'must be the domain of one cluster, such as name.id.c2.kafka.<region>.amazonaws.com: a zone above it hides other names',
    ),
  accessRoleArn: z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role'),
  externalId: z.string(),
  registryName: z.string(),
  topic: z.string(),
  deadLetterTopic: z.string(),
});

/** One mistake, at its place. */
type Mistake = { path: (string | number)[]; message: string };

export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** What a producer's pipeline has stated, for this environment. Throws ContractError with the path of every mistake. */
export function parseContract(text: string, config: EnvironmentConfig): ConnectivityContract {
  const parsed = contract
    .superRefine((value, context) => {
      for (const mistake of findMistakes(value, config)) context.addIssue({ code: 'custom', ...mistake });
    })
    .safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ContractError(`the contract of ${config.name} is wrong:\n${describeIssues(parsed.error)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ContractError('the contract is not JSON', { cause: error });
  }
}

/** What does not agree with itself, or with the configuration that both sides have. */
function findMistakes(value: ConnectivityContract, config: EnvironmentConfig): Mistake[] {
  const found: Mistake[] = [];
  const expect = (path: Mistake['path'], isRight: boolean, message: string) => {
    if (!isRight) found.push({ path, message });
  };
  const { producer, region, topic } = config;
  expect(
    ['clusterArn'],
    value.clusterArn.includes(`:${region}:${producer.accountId}:`),
    'must be of region and producer.accountId',
  );
  expect(['clusterDomain'], value.clusterDomain.includes(`.kafka.${region}.`), 'must be of region');
  expect(
    ['accessRoleArn'],
    value.accessRoleArn.includes(`::${producer.accountId}:`),
    'must be of producer.accountId',
  );
  expect(['externalId'], value.externalId === config.externalId, 'must be externalId of the configuration');
  expect(['registryName'], value.registryName === producer.registryName, 'must be producer.registryName');
  expect(['topic'], value.topic === topic.name, 'must be topic.name');
  expect(['deadLetterTopic'], value.deadLetterTopic === topic.deadLetterName, 'must be topic.deadLetterName');
  expect(
    ['brokers'],
    value.brokers.length === producer.kafka.numberOfBrokers,
    `must be producer.kafka.numberOfBrokers of them (received ${value.brokers.length})`,
  );
  value.brokers.forEach(({ id, host, serviceName }, index) => {
    expect(['brokers', index, 'id'], id === index + 1, 'must be its place, counted from 1');
    expect(
      ['brokers', index, 'host'],
      host === `b-${id}.${value.clusterDomain}`,
      'must be b-<id>.<clusterDomain>',
    );
    expect(['brokers', index, 'serviceName'], serviceName.includes(`.${region}.`), 'must be of region');
  });
  return found;
}
