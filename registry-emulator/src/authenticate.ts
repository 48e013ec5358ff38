import type { AccountsDirectory, Identity } from './accounts-directory.ts';
import { AuthenticationError } from './errors.ts';
import type { RoleSessions } from './role-sessions.ts';

/*
 * Where the credential of a signed request is (Signature Version 4):
 *
 *   header   Authorization: AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, ...
 *            X-Amz-Security-Token: <session token>
 *   query    X-Amz-Credential=<the same>&X-Amz-Security-Token=<session token>        (pre-signed)
 *
 * Only the credential and the session token are looked at. The signature itself is not verified yet: this function
 * is the one place where that belongs.
 */
export interface SignedRequest {
  readonly authorization: string | undefined;
  readonly securityToken: string | undefined;
  readonly query: URLSearchParams;
}

export interface Caller extends Identity {
  readonly region: string;
}

export interface Authenticator {
  directory: AccountsDirectory;
  sessions: RoleSessions;
  clock: () => number;
}

const CREDENTIAL = /^(?<key>\w{16,128})\/\d{8}\/(?<region>[a-z0-9-]{1,32})\/[a-z0-9-]{1,32}\/aws4_request$/;

/** Throws AuthenticationError. */
export function authenticate(request: SignedRequest, { directory, sessions, clock }: Authenticator): Caller {
  const { accessKeyId, region } = readCredential(request);
  const token = request.securityToken ?? request.query.get('X-Amz-Security-Token') ?? undefined;
  const session = sessions.byAccessKey(accessKeyId);
  if (session !== undefined && session.sessionToken === token) {
    if (clock() >= session.expiresAtMs) {
      throw new AuthenticationError('expired', `the session of ${accessKeyId} has expired`);
    }
    return { ...session.identity, region };
  }
  const user = directory.userByAccessKey(accessKeyId);
  // A long-lived key with a session token is refused by AWS as well: the two never belong together.
  if (user === undefined || token !== undefined) {
    throw new AuthenticationError('unknown_key', `no user or session has the access key ${accessKeyId}`);
  }
  return { ...user, region };
}

function readCredential({ authorization, query }: SignedRequest): { accessKeyId: string; region: string } {
  const presigned = query.get('X-Amz-Credential');
  if (authorization === undefined && presigned === null) {
    throw new AuthenticationError('missing', 'the request is not signed');
  }
  const credential =
    authorization === undefined
      ? presigned
      : /^AWS4-HMAC-SHA256 +.*?Credential=([^, ]+)/.exec(authorization)?.[1];
  const groups = CREDENTIAL.exec(credential ?? '')?.groups;
  if (groups?.['key'] === undefined || groups['region'] === undefined) {
    throw new AuthenticationError('malformed', 'the credential of the request is malformed');
  }
  return { accessKeyId: groups['key'], region: groups['region'] };
}
