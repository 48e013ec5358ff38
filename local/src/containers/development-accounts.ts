import type { Accounts } from '../aws/accounts.ts';

/**
 * Of the pipeline in containers, where accounts have to be written down before anything runs. The same on every
 * machine, so no secret: they open nothing but the emulator and DynamoDB Local, which listen on 127.0.0.1.
 */
export const DEVELOPMENT_ACCOUNTS: Accounts = {
  producer: {
    accountId: '111111111111',
    accessKeyId: 'AKIADEVELOPPRODUCER0',
    secretAccessKey: 'development-only-producer',
  },
  operator: {
    accountId: '111111111111',
    accessKeyId: 'AKIADEVELOPOPERATOR0',
    secretAccessKey: 'development-only-operator',
  },
  consumer: {
    accountId: '222222222222',
    accessKeyId: 'AKIADEVELOPCONSUMER0',
    secretAccessKey: 'development-only-consumer',
  },
  registryRoleArn: 'arn:aws:iam::111111111111:role/glueline-registry-read',
  registryExternalId: 'development-only',
};
