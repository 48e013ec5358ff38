import { expect, test } from 'vitest';
import { parseAccounts } from '../src/accounts.ts';
import { ConfigurationError } from '../src/errors.ts';

const user = { userName: 'a', accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'very-secret' };
const role = { roleName: 'r', trustedPrincipals: ['222222222222'] };
const account = { accountId: '111111111111', users: [user], roles: [role] };

test('an account id in a trust policy stands for the root of the account', () => {
  const [parsed] = parseAccounts({ accounts: [account] }, 'file');
  expect(parsed?.roles).toEqual([
    {
      roleName: 'r',
      trustedPrincipals: ['arn:aws:iam::222222222222:root'],
      maxSessionDurationSeconds: 3600,
    },
  ]);
});

test('every problem is reported with its place and without any secret', () => {
  const broken = { accountId: '1', users: [{ ...user, accessKeyId: 'x' }], roles: [{ ...role, trust: [] }] };
  expect(() => parseAccounts({ accounts: [broken] }, 'file')).toThrow(
    new ConfigurationError([
      'file: accounts.0.accountId: must be twelve digits',
      'file: accounts.0.users.0.accessKeyId: must be 16 to 128 letters, digits or underscores',
      'file: accounts.0.roles.0: Unrecognized key: "trust"',
    ]),
  );
});

test('an account or an access key that appears twice is refused', () => {
  expect(() => parseAccounts({ accounts: [account, account] }, 'file')).toThrow(
    new ConfigurationError([
      'file: account id 111111111111 appears more than once',
      'file: access key id AKIA0000000000000000 appears more than once',
    ]),
  );
});

test('policies are read as IAM writes them, a single action or resource alike a list', () => {
  const Statement = [{ Effect: 'Allow', Action: 'glue:Get*', Resource: '*' }];
  const policies = [{ Version: '2012-10-17', Statement }];
  const [parsed] = parseAccounts({ accounts: [{ ...account, users: [{ ...user, policies }] }] }, 'file');
  expect(parsed?.users[0]?.policies).toEqual([
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['glue:Get*'], Resource: ['*'] }],
    },
  ]);
  expect(parsed?.roles[0]?.policies).toBeUndefined();
});

test.each<[string, Record<string, unknown>, string]>([
  ['a condition', { Condition: {} }, ': Unrecognized key: "Condition"'],
  ['no action', { Action: undefined }, ': must have either Action or NotAction'],
  ['both resources', { NotResource: '*' }, ': must have either Resource or NotResource'],
  [
    'an action without its service',
    { Action: 'GetSchema' },
    '.Action: must be "*" or <service>:<action>, or a list of those',
  ],
  [
    'a resource that is no ARN',
    { Resource: ['registry/x'] },
    '.Resource.0: must be "*" or an ARN, or a list of those',
  ],
  [
    'a variable',
    { Resource: 'arn:aws:glue:*:*:registry/${aws:username}' },
    '.Resource: must not have policy variables',
  ],
])('a policy with %s is refused: it would not be obeyed', (_title, changed, problem) => {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*', ...changed }];
  const accounts = [{ ...account, users: [{ ...user, policies: [{ Statement }] }] }];
  expect(() => parseAccounts({ accounts }, 'file')).toThrow(
    new ConfigurationError([`file: accounts.0.users.0.policies.0.Statement.0${problem}`]),
  );
});
