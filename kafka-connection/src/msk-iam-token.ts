import { type Backoff, toBackoffMs } from '@glueline/schema-registry';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import { TokenError } from './errors.ts';

const MINUTE_MS = 60_000;
/** Of its life, which is 15 minutes, and shorter with a role session that ends before. */
const RENEW_AFTER_SHARE = 2 / 3;
/** A token with less left is not worth presenting while another may be had: the broker ends the session with it. */
const MIN_LEFT_MS = MINUTE_MS;
/** A client that is refused connects anew several times a second, and asks each time. */
const BACKOFF: Backoff = { baseMs: 250, maxMs: 10_000 };

export type SignToken = () => Promise<{ token: string; expiresAtMs: number }>;

type Current = { token: string; renewAtMs: number; expiresAtMs: number };

/**
 * Tokens for every connection and re-authentication of all clients. Signed once, shared, and renewed when two thirds
 * of its life are over behind the back of whoever asks: as long as the old one is good, nobody waits for the role or
 * sees that it cannot be assumed. Only with none that is good does it throw what signing threw, and at once until
 * the next attempt is due.
 */
export function createTokenProvider(sign: SignToken, now: () => number = Date.now): () => Promise<string> {
  let current: Current | undefined;
  let renewal: Promise<void> | undefined;
  let failure: { error: unknown; count: number; retryAtMs: number } | undefined;

  async function renew(): Promise<void> {
    try {
      current = await signCurrent(sign, now);
      failure = undefined;
    } catch (error) {
      const count = (failure?.count ?? -1) + 1;
      failure = { error, count, retryAtMs: now() + toBackoffMs(count, BACKOFF, Math.random) };
    } finally {
      renewal = undefined;
    }
  }

  return async () => {
    const isDue = current === undefined || now() >= current.renewAtMs;
    if (isDue && now() >= (failure?.retryAtMs ?? 0)) renewal ??= renew();
    if (current === undefined || current.expiresAtMs - now() < MIN_LEFT_MS) await renewal;
    if (current !== undefined && current.expiresAtMs > now()) return current.token;
    throw failure?.error ?? new TokenError('the token expired before it could be used');
  };
}

async function signCurrent(sign: SignToken, now: () => number): Promise<Current> {
  const signedAtMs = now();
  const { token, expiresAtMs } = await sign();
  return { token, expiresAtMs, renewAtMs: signedAtMs + (expiresAtMs - signedAtMs) * RENEW_AFTER_SHARE };
}

/** Of an assumed role, or of the process itself: those may be without an end. */
type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
};

/** Throws what `readCredentials` throws. */
export function createTokenSigner(region: string, readCredentials: () => Promise<Credentials>): SignToken {
  return async () => {
    const { expiration, ...credentials } = await readCredentials();
    // Without the expiration: with it the signer asks for fractions of a second near its end.
    const { token, expiryTime } = await generateAuthTokenFromCredentialsProvider({
      region,
      awsCredentialsProvider: async () => credentials,
    });
    return { token, expiresAtMs: Math.min(expiryTime, expiration?.getTime() ?? Infinity) };
  };
}
