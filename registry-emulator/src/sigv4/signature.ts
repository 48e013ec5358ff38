import { AuthenticationError } from '../errors.ts';
import type { SignedRequest } from './signed-request.ts';

/*
 * Where the signature of a request is (Signature Version 4):
 *
 *   header   Authorization: AWS4-HMAC-SHA256 Credential=<key>/<yyyymmdd>/<region>/<service>/aws4_request,
 *                           SignedHeaders=<name>;<name>, Signature=<64 hexadecimal digits>
 *            X-Amz-Date: <yyyymmdd>T<hhmmss>Z
 *            X-Amz-Security-Token: <session token>
 *   query    X-Amz-Algorithm, X-Amz-Credential, X-Amz-SignedHeaders, X-Amz-Signature, X-Amz-Date, X-Amz-Expires,
 *            X-Amz-Security-Token                                                           (pre-signed)
 */
export interface Signature {
  readonly accessKeyId: string;
  /** yyyymmdd, of the credential. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** yyyymmddThhmmssZ */
  readonly signedAt: string;
  readonly sessionToken: string | undefined;
  /** How long a pre-signed request holds; undefined for one signed in its header. */
  readonly expiresSeconds: number | undefined;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const CREDENTIAL =
  /^(?<key>\w{16,128})\/(?<date>\d{8})\/(?<region>[a-z0-9-]{1,32})\/(?<service>[a-z0-9-]{1,32})\/aws4_request$/;
const SIGNATURE = /^[0-9a-f]{64}$/;
const SIGNED_AT = /^\d{8}T\d{6}Z$/;
/** A week, the longest AWS lets a pre-signed request hold. */
const MAX_EXPIRES_SECONDS = 604_800;

const mustInclude = (name: string) => `AWS query-string parameters must include '${name}'.`;

interface Found {
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly signedAt: string | undefined;
}

/** Throws AuthenticationError, `missing` or `incomplete`. Never repeats what was sent: it may be a credential. */
export function readSignature(request: SignedRequest): Signature {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization, request);
  if (request.query.has('X-Amz-Credential') || request.query.has('X-Amz-Signature'))
    return fromQuery(request);
  throw new AuthenticationError('missing', 'Missing Authentication Token');
}

function fromHeader(authorization: string, { headers }: SignedRequest): Signature {
  const [algorithm, ...rest] = authorization.split(' ');
  if (algorithm !== ALGORITHM) throw incomplete([`Unsupported AWS 'algorithm': only ${ALGORITHM} is known.`]);
  const parameters = new Map(
    rest
      .join(' ')
      .split(',')
      .map((part) => {
        const [name = '', ...value] = part.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const found = {
    credential: parameters.get('Credential'),
    signedHeaders: parameters.get('SignedHeaders'),
    signature: parameters.get('Signature'),
    signedAt: headers['x-amz-date'],
  };
  const sentences = {
    credential: "Authorization header requires 'Credential' parameter.",
    signedHeaders: "Authorization header requires 'SignedHeaders' parameter.",
    signature: "Authorization header requires 'Signature' parameter.",
    signedAt: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  };
  return toSignature(found, sentences, headers['x-amz-security-token'], undefined);
}

function fromQuery({ query }: SignedRequest): Signature {
  const parameter = (name: string) => query.get(name) ?? undefined;
  if (parameter('X-Amz-Algorithm') !== ALGORITHM) throw incomplete([mustInclude('X-Amz-Algorithm')]);
  const expires = parameter('X-Amz-Expires') ?? '';
  const expiresSeconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (expiresSeconds < 1 || expiresSeconds > MAX_EXPIRES_SECONDS)
    throw incomplete([mustInclude('X-Amz-Expires')]);
  const found = {
    credential: parameter('X-Amz-Credential'),
    signedHeaders: parameter('X-Amz-SignedHeaders'),
    signature: parameter('X-Amz-Signature'),
    signedAt: parameter('X-Amz-Date'),
  };
  const sentences = {
    credential: mustInclude('X-Amz-Credential'),
    signedHeaders: mustInclude('X-Amz-SignedHeaders'),
    signature: mustInclude('X-Amz-Signature'),
    signedAt: mustInclude('X-Amz-Date'),
  };
  return toSignature(found, sentences, parameter('X-Amz-Security-Token'), expiresSeconds);
}

function toSignature(
  { credential = '', signedHeaders = '', signature = '', signedAt = '' }: Found,
  sentences: Readonly<Record<keyof Found, string>>,
  sessionToken: string | undefined,
  expiresSeconds: number | undefined,
): Signature {
  const { key = '', date = '', region = '', service = '' } = CREDENTIAL.exec(credential)?.groups ?? {};
  const problems = [
    ...(key === '' ? [sentences.credential] : []),
    ...(SIGNATURE.test(signature) ? [] : [sentences.signature]),
    ...(signedHeaders === '' ? [sentences.signedHeaders] : []),
    ...(toMs(signedAt) === undefined ? [sentences.signedAt] : []),
  ];
  if (problems.length > 0) throw incomplete(problems);
  return {
    accessKeyId: key,
    scopeDate: date,
    region,
    service,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature,
    signedAt,
    sessionToken,
    expiresSeconds,
  };
}

/** Milliseconds since 1970; undefined when the text is no such time. */
export function toMs(signedAt: string): number | undefined {
  if (!SIGNED_AT.test(signedAt)) return undefined;
  const iso = signedAt.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
}

const incomplete = (sentences: readonly string[]) =>
  new AuthenticationError('incomplete', sentences.join(' '));
