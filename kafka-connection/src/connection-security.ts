import type { ConnectionOptions } from '@platformatic/kafka';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { KafkaSecurity } from './security-settings.ts';

/** What every connection to a broker has in common beside its times. */
export type ConnectionSecurity = Pick<ConnectionOptions, 'tls' | 'tlsServerName' | 'sasl'>;

/** `readToken` is asked on every connect and re-authentication, and only with MSK IAM. */
export function createConnectionSecurity(
  { tls, auth }: KafkaSecurity,
  readToken?: () => Promise<string>,
): ConnectionSecurity {
  return {
    ...(tls !== undefined && {
      // One context for all: reading the system's certificates takes longer than a handshake.
      tls: { secureContext: createSecureContext({ ca: tls.ca ?? readTrusted() }) },
      tlsServerName: true,
    }),
    ...toSasl(auth, readToken),
  };
}

function readTrusted(): string[] {
  return [...getCACertificates('default'), ...getCACertificates('system')];
}

function toSasl(auth: KafkaSecurity['auth'], token?: () => Promise<string>): ConnectionSecurity {
  if (auth.method === 'none') return {};
  if (auth.method === 'msk-iam') {
    return { sasl: { mechanism: 'OAUTHBEARER', token: token!, authBytesValidator: refuseChallenge } };
  }
  const { username, password } = auth;
  return { sasl: { mechanism: 'SCRAM-SHA-512', username, password } };
}

/**
 * A broker refuses a token with a challenge instead of an error code (RFC 7628, section 3.2.2). Without this the
 * client takes that for success, and its next request for what went wrong.
 */
export function refuseChallenge(
  challenge: Buffer,
  callback: (error: Error | null, challenge: Buffer) => void,
): void {
  callback(
    challenge.length === 0 ? null : new Error(`the token is refused: ${toStatus(challenge)}`),
    challenge,
  );
}

function toStatus(challenge: Buffer): string {
  try {
    const { status } = JSON.parse(challenge.toString()) as { status?: unknown };
    return String(status).slice(0, 100);
  } catch {
    return 'without a reason';
  }
}
