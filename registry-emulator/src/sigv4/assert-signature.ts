import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from '../errors.ts';
import { type Signature, toMs } from './signature.ts';
import type { SignedRequest } from './signed-request.ts';

export interface Expectation {
  readonly secretAccessKey: string;
  /** In whose name the request must be signed. */
  readonly service: 'glue' | 'sts';
  readonly nowMs: number;
  /** How far the clocks of client and service may be apart. */
  readonly maxClockSkewMs: number;
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';

/** Throws AuthenticationError, `wrong_signature`. */
export async function assertSignature(
  request: SignedRequest,
  claimed: Signature,
  { secretAccessKey, service, nowMs, maxClockSkewMs }: Expectation,
): Promise<void> {
  assertScope(claimed, service);
  assertCovered(request, claimed);
  assertFresh(claimed, nowMs, maxClockSkewMs);
  // Only when the first signature is to be judged: with what it needs it would be a fifth of the emulator's start.
  const { computeSignature } = await import('./compute-signature.ts');
  const expected = await computeSignature(request, claimed, secretAccessKey);
  if (!isSame(expected, claimed.signature) || !isBodyAsAnnounced(request)) throw wrong(MISMATCH);
}

function assertScope({ scopeDate, signedAt, service: signedFor }: Signature, service: string): void {
  if (signedFor !== service) throw wrong(`Credential should be scoped to correct service: '${service}'. `);
  if (signedAt.startsWith(scopeDate)) return;
  throw wrong(
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
      `'${scopeDate}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`,
  );
}

// Without them somebody in between could send the request elsewhere, later, or in another session's name.
function assertCovered({ headers }: SignedRequest, { signedHeaders, expiresSeconds }: Signature): void {
  if (!signedHeaders.includes('host')) {
    throw wrong("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (expiresSeconds !== undefined) return;
  for (const name of ['x-amz-date', 'x-amz-security-token']) {
    if (headers[name] !== undefined && !signedHeaders.includes(name)) {
      throw wrong(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

function assertFresh({ signedAt, expiresSeconds }: Signature, nowMs: number, maxSkewMs: number): void {
  const signedAtMs = toMs(signedAt) ?? Number.NaN;
  const now = toText(nowMs);
  const skew = `${maxSkewMs / 60_000} min.`;
  const [validityMs, validity] =
    expiresSeconds === undefined ? [maxSkewMs, skew] : [expiresSeconds * 1000, `${expiresSeconds} s`];
  const oldestMs = nowMs - validityMs;
  const newestMs = nowMs + maxSkewMs;
  if (signedAtMs < oldestMs) {
    throw wrong(
      `Signature expired: ${signedAt} is now earlier than ${toText(oldestMs)} (${now} - ${validity})`,
    );
  }
  if (signedAtMs > newestMs) {
    throw wrong(
      `Signature not yet current: ${signedAt} is still later than ${toText(newestMs)} (${now} + ${skew})`,
    );
  }
}

// A client may announce the hash of its body, which then is what it signs; the body itself has to have that hash.
function isBodyAsAnnounced({ headers, body }: SignedRequest): boolean {
  const announced = headers['x-amz-content-sha256'];
  return announced === undefined || announced === createHash('sha256').update(body).digest('hex');
}

/** Both are 64 hexadecimal digits. How long it takes says nothing about how much of it was right. */
function isSame(expected: string, claimed: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(claimed)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const toText = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

const wrong = (message: string) => new AuthenticationError('wrong_signature', message);
