import { randomBytes } from 'node:crypto';
import type { AccountDefinition } from '@glueline/registry-emulator';

const REGISTRY_ROLE_NAME = 'glueline-registry-read';

export type AccountCredentials = { accountId: string; accessKeyId: string; secretAccessKey: string };

/** The two accounts as the infrastructure sets them up: the consumer may assume one role in the producer's. */
export type Accounts = {
  producer: AccountCredentials;
  /** Who deploys, looks on and tests: may do everything in the producer's account. */
  operator: AccountCredentials;
  consumer: AccountCredentials;
  registryRoleArn: string;
  registryExternalId: string;
};

const PRODUCER_ACCOUNT_ID = '111111111111';
const CONSUMER_ACCOUNT_ID = '222222222222';

/** New secrets at every call: what one run accepts, no other does. */
export function createAccounts(randomText = (bytes: number) => randomBytes(bytes).toString('hex')): Accounts {
  const credentials = (accountId: string): AccountCredentials => ({
    accountId,
    // Twenty characters, as IAM makes them.
    accessKeyId: `AKIA${randomText(8).toUpperCase()}`,
    secretAccessKey: randomText(20),
  });
  return {
    producer: credentials(PRODUCER_ACCOUNT_ID),
    operator: credentials(PRODUCER_ACCOUNT_ID),
    consumer: credentials(CONSUMER_ACCOUNT_ID),
    registryRoleArn: `arn:aws:iam::${PRODUCER_ACCOUNT_ID}:role/${REGISTRY_ROLE_NAME}`,
    registryExternalId: randomText(16),
  };
}

/** What the emulator reads from its accounts file. Who has no policies may do everything in their account. */
export function toAccountsDocument(accounts: Accounts): { accounts: AccountDefinition[] } {
  const { producer, operator, consumer, registryRoleArn } = accounts;
  return {
    accounts: [
      {
        accountId: producer.accountId,
        users: [
          { ...toUser('producer', producer), policies: [PRODUCER_POLICY] },
          toUser('operator', operator),
        ],
        roles: [
          {
            roleName: REGISTRY_ROLE_NAME,
            trustedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`],
            externalId: accounts.registryExternalId,
            maxSessionDurationSeconds: 3600,
            policies: [allow('glue:GetSchemaVersion', '*')],
          },
        ],
      },
      {
        accountId: consumer.accountId,
        users: [{ ...toUser('consumer', consumer), policies: [allow('sts:AssumeRole', registryRoleArn)] }],
        roles: [],
      },
    ],
  };
}

/** A policy of one statement, for whoever adds to these accounts. */
export function allow(action: string | string[], resource: string | string[]) {
  return {
    Version: '2012-10-17' as const,
    Statement: [{ Effect: 'Allow' as const, Action: action, Resource: resource }],
  };
}

// By its id a schema version is of no resource, so nothing narrower than "*" allows to read it.
export const PRODUCER_POLICY = {
  Version: '2012-10-17' as const,
  Statement: [
    {
      Effect: 'Allow' as const,
      Action: ['glue:CreateSchema', 'glue:GetSchema', 'glue:RegisterSchemaVersion'],
      Resource: [
        `arn:aws:glue:*:${PRODUCER_ACCOUNT_ID}:registry/*`,
        `arn:aws:glue:*:${PRODUCER_ACCOUNT_ID}:schema/*`,
      ],
    },
    { Effect: 'Allow' as const, Action: 'glue:GetSchemaVersion', Resource: '*' },
  ],
};

function toUser(userName: string, { accessKeyId, secretAccessKey }: AccountCredentials) {
  return { userName, accessKeyId, secretAccessKey };
}
