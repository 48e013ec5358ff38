import { expect, test } from 'vitest';
import { createAccounts, toAccountsDocument } from '../../src/aws/accounts.ts';

test('the role is in the producer account and trusts the consumer account with the ExternalId', () => {
  const accounts = createAccounts();
  const [producer, consumer] = toAccountsDocument(accounts).accounts;

  expect(producer?.roles).toEqual([
    {
      roleName: 'glueline-registry-read',
      trustedPrincipals: ['arn:aws:iam::222222222222:root'],
      externalId: accounts.registryExternalId,
      maxSessionDurationSeconds: 3600,
    },
  ]);
  expect(accounts.registryRoleArn).toBe('arn:aws:iam::111111111111:role/glueline-registry-read');
  expect(consumer?.roles).toEqual([]);
});

test('no run accepts the secrets of another', () => {
  const [first, second] = [createAccounts(), createAccounts()];
  expect(first.producer.secretAccessKey).not.toBe(second.producer.secretAccessKey);
  expect(first.producer.secretAccessKey).not.toBe(first.consumer.secretAccessKey);
  expect(first.registryExternalId).not.toBe(second.registryExternalId);
});
