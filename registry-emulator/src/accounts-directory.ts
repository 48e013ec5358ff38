import { createHash } from 'node:crypto';
import type { Account, Role } from './accounts.ts';
import { accountRootArn, roleArn, userArn } from './arn.ts';
import type { Policies } from './iam/policy.ts';

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** Every ARN by which a trust policy may mean this caller. */
  readonly principals: readonly string[];
  readonly isRoleSession: boolean;
  /** Undefined for one that may do everything in its account. */
  readonly policies: Policies | undefined;
}

interface UserOfAccount {
  readonly identity: Identity;
  readonly secretAccessKey: string;
}

export interface RoleOfAccount {
  readonly accountId: string;
  readonly arn: string;
  readonly roleId: string;
  readonly role: Role;
}

export interface AccountsDirectory {
  userByAccessKey(accessKeyId: string): UserOfAccount | undefined;
  roleByArn(arn: string): RoleOfAccount | undefined;
}

export function createAccountsDirectory(accounts: readonly Account[]): AccountsDirectory {
  const users = new Map<string, UserOfAccount>();
  const roles = new Map<string, RoleOfAccount>();
  for (const { accountId, ...members } of accounts) {
    for (const user of members.users) users.set(user.accessKeyId, toUser(accountId, user));
    for (const role of members.roles) {
      const arn = roleArn(accountId, role.roleName);
      roles.set(arn, { accountId, arn, roleId: uniqueId('AROA', arn), role });
    }
  }
  return {
    userByAccessKey: (accessKeyId) => users.get(accessKeyId),
    roleByArn: (arn) => roles.get(arn),
  };
}

function toUser(accountId: string, user: Account['users'][number]): UserOfAccount {
  const arn = userArn(accountId, user.userName);
  return {
    secretAccessKey: user.secretAccessKey,
    identity: {
      accountId,
      arn,
      userId: uniqueId('AIDA', arn),
      principals: [accountRootArn(accountId), arn],
      isRoleSession: false,
      policies: user.policies,
    },
  };
}

/** IAM's unique ids are a four-letter kind and 17 letters and digits; these are the same at every start. */
function uniqueId(kind: 'AIDA' | 'AROA', arn: string): string {
  const digest = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return `${kind}${digest.slice(0, 17)}`;
}
