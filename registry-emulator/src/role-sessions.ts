import { randomBytes } from 'node:crypto';
import { type Identity, type RoleOfAccount } from './accounts-directory.ts';
import { accountRootArn, assumedRoleArn } from './arn.ts';

/*
 * Sessions live in memory only: after a restart their keys are unknown, as if revoked. An expired one is kept, so
 * that its holder hears "expired" and not "unknown", until newer sessions push it out.
 */
export interface RoleSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAtMs: number;
  readonly identity: Identity;
}

export interface RoleSessions {
  open(role: RoleOfAccount, sessionName: string, expiresAtMs: number): RoleSession;
  byAccessKey(accessKeyId: string): RoleSession | undefined;
}

/** A caller in a loop must not fill the memory; at one session an hour each this serves ten thousand clients. */
const MAX_SESSIONS = 10_000;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `onOpened` hears of every session, with its secrets. */
export function createRoleSessions(onOpened: (session: RoleSession) => void = () => {}): RoleSessions {
  // Insertion order is age: the first entry is the oldest.
  const sessions = new Map<string, RoleSession>();
  return {
    open(role, sessionName, expiresAtMs) {
      const session = newSession(role, sessionName, expiresAtMs);
      sessions.set(session.accessKeyId, session);
      const [oldest] = sessions.keys();
      if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      onOpened(session);
      return session;
    },
    byAccessKey: (accessKeyId) => sessions.get(accessKeyId),
  };
}

function newSession(role: RoleOfAccount, sessionName: string, expiresAtMs: number): RoleSession {
  const arn = assumedRoleArn(role.accountId, role.role.roleName, sessionName);
  return {
    accessKeyId: `ASIA${[...randomBytes(16)].map((byte) => BASE32[byte % BASE32.length]).join('')}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(256).toString('base64'),
    expiresAtMs,
    identity: {
      accountId: role.accountId,
      arn,
      userId: `${role.roleId}:${sessionName}`,
      principals: [accountRootArn(role.accountId), role.arn, arn],
      isRoleSession: true,
      policies: role.role.policies,
    },
  };
}
