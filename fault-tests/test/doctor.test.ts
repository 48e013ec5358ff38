import {
  createDynamodbClient,
  createTable,
  findFreePort,
  toAccountsDocument,
  toConsumerEnvironment,
} from '@glueline/local/parts';
import { type Emulator, startEmulator } from '@glueline/registry-emulator';
import {
  AclOperations,
  type AclOperationValue,
  AclPermissionTypes,
  Admin,
  ResourcePatternTypes,
  ResourceTypes,
  type ResourceTypeValue,
} from '@platformatic/kafka';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { examine, type Hop } from '../src/examine.ts';
import { type Stack, startStack } from '../src/stack.ts';

const TIMEOUT_MS = 180_000;
const OPEN = `open_${randomUUID().slice(0, 8)}`;
/** A topic, its dead-letter topic and a group that only somebody else may use. */
const FORBIDDEN = `forbidden_${randomUUID().slice(0, 8)}`;
const LOST_BROKER = 'b-2.glueline.invalid';
let stack: Stack;
let lostPort: number;

beforeAll(async () => {
  lostPort = await findFreePort(0);
  stack = await startStack({
    changeProperties: (usual) => ({
      ...usual,
      // Who comes in here is sent to a name that nobody knows.
      listeners: `${usual['listeners']},LOST://127.0.0.1:${lostPort}`,
      'advertised.listeners': `${usual['advertised.listeners']},LOST://${LOST_BROKER}:9098`,
      'listener.security.protocol.map': `${usual['listener.security.protocol.map']},LOST:PLAINTEXT`,
      'inter.broker.listener.name': 'PLAINTEXT',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'allow.everyone.if.no.acl.found': true,
    }),
  });
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [stack.parts.kafkaBrokers] });
  const topics = [OPEN, FORBIDDEN, `${FORBIDDEN}.dlq`];
  await admin.createTopics({ topics, partitions: 1, replicas: 1 });
  await admin.createAcls({
    creations: [
      toSomebodyElses(ResourceTypes.TOPIC, FORBIDDEN, AclOperations.ALL),
      toSomebodyElses(ResourceTypes.TOPIC, `${FORBIDDEN}.dlq`, AclOperations.ALL),
      // Everybody may see it, and that is all.
      {
        ...toSomebodyElses(ResourceTypes.TOPIC, `${FORBIDDEN}.dlq`, AclOperations.READ),
        principal: 'User:*',
      },
      toSomebodyElses(ResourceTypes.GROUP, FORBIDDEN, AclOperations.ALL),
    ],
  });
  await admin.close();
  const dynamodb = createDynamodbClient(stack.parts);
  await createTable(dynamodb, OPEN);
  dynamodb.destroy();
}, TIMEOUT_MS);

afterAll(async () => stack.stop());

function toSomebodyElses(
  resourceType: ResourceTypeValue,
  resourceName: string,
  operation: AclOperationValue,
) {
  return {
    resourceType,
    resourceName,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: 'User:somebody-else',
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  };
}

async function examineWith(settings: Record<string, string>) {
  const names = { topic: OPEN, tableName: OPEN, groupId: OPEN, httpPort: 0 };
  return examine({ ...toConsumerEnvironment(stack.parts, names), ...settings });
}

const summarise = (hops: readonly Hop[]) =>
  hops.map(({ hop, result, subject = '' }) => `${hop} ${subject} ${result}`);

test(
  'rights on topics and group are seen, and those that are missing are named',
  async () => {
    const { exitCode, failed } = await examineWith({
      TOPIC: FORBIDDEN,
      DEAD_LETTER_TOPIC: `${FORBIDDEN}.dlq`,
      KAFKA_GROUP_ID: FORBIDDEN,
    });
    expect(failed).toMatchObject([
      {
        hop: 'topic',
        detail: 'Error: Topic authorization failed.',
        advice: { cause: 'the brokers do not let this role read the topic' },
      },
      {
        hop: 'dead-letter topic',
        detail: 'WRITE not allowed (allowed: READ, DESCRIBE)',
        advice: { cause: 'the brokers do not let this role write dead letters' },
      },
      {
        hop: 'group',
        detail: 'Error: Group authorization failed.',
        advice: { cause: 'the brokers do not let this role join the group' },
      },
    ]);
    expect(exitCode).toBe(1);
  },
  TIMEOUT_MS,
);

test(
  'a broker that is only known from the cluster is tried too: clients are sent there',
  async () => {
    const { hops, failed } = await examineWith({ KAFKA_BROKERS: `127.0.0.1:${lostPort}` });
    expect(hops.find(({ hop }) => hop === 'cluster')?.detail).toBe(`1 broker: ${LOST_BROKER}:9098`);
    expect(failed.slice(0, 1)).toMatchObject([
      {
        hop: 'dns',
        subject: LOST_BROKER,
        detail: expect.stringMatching(/^Error: getaddrinfo (ENOTFOUND|EAI_AGAIN) b-2\.glueline\.invalid$/),
      },
    ]);
    expect(summarise(hops)).toContain(`authentication ${LOST_BROKER}:9098 not tried`);
    // Its coordinator is there as well.
    expect(failed.at(-1)).toMatchObject({
      hop: 'group',
      advice: { where: 'the lines of that broker above; then the health of the cluster' },
    });
  },
  TIMEOUT_MS,
);

/** The usual accounts, with a role that may be assumed and may do nothing. */
async function startStrictEmulator(): Promise<Emulator> {
  const { accounts } = toAccountsDocument(stack.parts.accounts);
  const strict = accounts.map(({ roles, ...account }) =>
    Object.assign(account, { roles: roles.map((role) => Object.assign(role, { policies: [DENY_ALL] })) }),
  );
  const emulator = await startEmulator({ host: '127.0.0.1', port: 0, accounts: strict });
  onTestFinished(async () => emulator.close());
  return emulator;
}

const DENY_ALL = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }],
};

test(
  'a role that may not read schema versions is named',
  async () => {
    const { endpoint } = await startStrictEmulator();
    const { hops, failed } = await examineWith({
      AWS_ENDPOINT_URL_GLUE: endpoint,
      AWS_ENDPOINT_URL_STS: endpoint,
    });
    expect(hops.find(({ hop }) => hop === 'role')?.result).toBe('ok');
    expect(failed).toMatchObject([
      {
        hop: 'registry',
        detail: expect.stringContaining('is not authorized to perform: glue:GetSchemaVersion'),
        advice: { cause: expect.stringContaining('does not allow glue:GetSchemaVersion on "*"') },
      },
    ]);
  },
  TIMEOUT_MS,
);
