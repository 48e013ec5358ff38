import type { AccountsDirectory, Identity } from './accounts-directory.ts';
import { AuthenticationError } from './errors.ts';
import type { RoleSessions } from './role-sessions.ts';
import { assertSignature } from './sigv4/assert-signature.ts';
import { readSignature, type Signature } from './sigv4/signature.ts';
import type { SignedRequest } from './sigv4/signed-request.ts';

export interface Caller extends Identity {
  readonly region: string;
}

export interface Authenticator {
  directory: AccountsDirectory;
  sessions: RoleSessions;
  clock: () => number;
  maxClockSkewMs: number;
}

interface KeyHolder {
  readonly identity: Identity;
  readonly secretAccessKey: string;
}

/** Throws AuthenticationError. */
export async function authenticate(
  request: SignedRequest,
  service: 'glue' | 'sts',
  authenticator: Authenticator,
): Promise<Caller> {
  const signature = readSignature(request);
  const { clock, maxClockSkewMs } = authenticator;
  const nowMs = clock();
  const { identity, secretAccessKey } = findKeyHolder(signature, authenticator, nowMs);
  await assertSignature(request, signature, { secretAccessKey, service, nowMs, maxClockSkewMs });
  return { ...identity, region: signature.region };
}

function findKeyHolder(
  { accessKeyId, sessionToken }: Signature,
  { directory, sessions }: Authenticator,
  nowMs: number,
): KeyHolder {
  const session = sessions.byAccessKey(accessKeyId);
  if (session !== undefined && session.sessionToken === sessionToken) {
    if (nowMs < session.expiresAtMs) return session;
    throw new AuthenticationError('expired', `the session of ${accessKeyId} has expired`);
  }
  const user = directory.userByAccessKey(accessKeyId);
  // A long-lived key with a session token is refused by AWS as well: the two never belong together.
  if (user === undefined || sessionToken !== undefined) {
    throw new AuthenticationError('unknown_key', `no user or session has the access key ${accessKeyId}`);
  }
  return user;
}
