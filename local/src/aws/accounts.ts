import { randomBytes } from 'node:crypto';
import type { AccountDefinition } from '@glueline/registry-emulator';

const REGISTRY_ROLE_NAME = 'glueline-registry-read';

export type AccountCredentials = { accountId: string; accessKeyId: string; secretAccessKey: string };

/** The two accounts as the infrastructure sets them up: the consumer may assume one role in the producer's. */
export type Accounts = {
  producer: AccountCredentials;
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
    consumer: credentials(CONSUMER_ACCOUNT_ID),
    registryRoleArn: `arn:aws:iam::${PRODUCER_ACCOUNT_ID}:role/${REGISTRY_ROLE_NAME}`,
    registryExternalId: randomText(16),
  };
}

/** What the emulator reads from its accounts file. */
export function toAccountsDocument(accounts: Accounts): { accounts: AccountDefinition[] } {
  const { producer, consumer } = accounts;
  return {
    accounts: [
      {
        accountId: producer.accountId,
        users: [toUser('producer', producer)],
        roles: [
          {
            roleName: REGISTRY_ROLE_NAME,
            trustedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`],
            externalId: accounts.registryExternalId,
            maxSessionDurationSeconds: 3600,
          },
        ],
      },
      { accountId: consumer.accountId, users: [toUser('consumer', consumer)], roles: [] },
    ],
  };
}

function toUser(userName: string, { accessKeyId, secretAccessKey }: AccountCredentials) {
  return { userName, accessKeyId, secretAccessKey };
}
