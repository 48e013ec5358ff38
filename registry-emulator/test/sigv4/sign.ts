import { createHash, createHmac } from 'node:crypto';

/*
 * Signature Version 4 as its description has it, without the library that the emulator verifies with: what the two
 * agree on is right.
 */
export interface Signing {
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly service?: string;
  readonly region?: string;
  /** When it is signed. */
  readonly nowMs?: number;
  /** The date of the credential, when it is not that of the signature. */
  readonly scopeDate?: string;
  /** Headers that are sent but not signed. */
  readonly unsigned?: readonly string[];
}

interface Unsigned {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The headers to send: the given ones and those of the signature. `host` is signed, and left to who sends it. */
export function signHeaders(request: Unsigned, signing: Signing): Record<string, string> {
  const { amzDate, scope, key } = prepare(signing);
  const { sessionToken, accessKeyId } = signing.credentials;
  const sent = {
    ...request.headers,
    'x-amz-date': amzDate,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const url = new URL(request.url);
  const signed = Object.fromEntries(
    Object.entries({ ...sent, host: url.host }).filter(([name]) => signing.unsigned?.includes(name) !== true),
  );
  const canonical = toCanonical(request, url, signed, sha256(request.body ?? ''));
  const names = Object.keys(signed).toSorted().join(';');
  return {
    ...sent,
    authorization:
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, ` +
      `SignedHeaders=${names}, Signature=${seal(canonical, amzDate, scope, key)}`,
  };
}

/** The address with its signature in it. */
export function presign(address: string, signing: Signing, expiresSeconds: number): string {
  const { amzDate, scope, key } = prepare(signing);
  const { sessionToken, accessKeyId } = signing.credentials;
  const url = new URL(address);
  url.searchParams.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
  url.searchParams.set('X-Amz-Credential', `${accessKeyId}/${scope}`);
  url.searchParams.set('X-Amz-Date', amzDate);
  url.searchParams.set('X-Amz-Expires', String(expiresSeconds));
  url.searchParams.set('X-Amz-SignedHeaders', 'host');
  if (sessionToken !== undefined) url.searchParams.set('X-Amz-Security-Token', sessionToken);
  const canonical = toCanonical({ url: address }, url, { host: url.host }, sha256(''));
  url.searchParams.set('X-Amz-Signature', seal(canonical, amzDate, scope, key));
  return url.href;
}

function prepare({
  credentials,
  service = 'glue',
  region = 'eu-central-1',
  nowMs = Date.now(),
  scopeDate,
}: Signing) {
  const amzDate = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const date = scopeDate ?? amzDate.slice(0, 8);
  const parts = [date, region, service, 'aws4_request'];
  const key = parts.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  return { amzDate, scope: parts.join('/'), key };
}

function toCanonical(
  { method = 'GET' }: Pick<Unsigned, 'method' | 'url'>,
  url: URL,
  headers: Readonly<Record<string, string>>,
  bodyHash: string,
): string {
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, ' ')}\n`).join('');
  return [method, url.pathname, query, lines, names.join(';'), bodyHash].join('\n');
}

const seal = (canonical: string, amzDate: string, scope: string, key: string | Buffer): string =>
  hmac(key, ['AWS4-HMAC-SHA256', amzDate, scope, sha256(canonical)].join('\n')).toString('hex');

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
