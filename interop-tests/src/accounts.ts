import type { AccountDefinition } from '@glueline/registry-emulator';

/** Who owns the registry, and who may read it by a role and only with the ExternalId. */
export const OWNER = { accessKeyId: 'AKIAOWNER00000000000', secretAccessKey: 'owner-secret' };
export const READER = { accessKeyId: 'AKIAREADER0000000000', secretAccessKey: 'reader-secret' };
export const ROLE_ARN = 'arn:aws:iam::111111111111:role/registry-read';
export const EXTERNAL_ID = 'interop-external-id';

export const ACCOUNTS: readonly AccountDefinition[] = [
  {
    accountId: '111111111111',
    users: [{ userName: 'owner', ...OWNER }],
    roles: [
      {
        roleName: 'registry-read',
        trustedPrincipals: ['arn:aws:iam::222222222222:root'],
        externalId: EXTERNAL_ID,
      },
    ],
  },
  { accountId: '222222222222', users: [{ userName: 'reader', ...READER }], roles: [] },
];
