import { hash } from 'node:crypto';
import { createHmac, type Hmac } from './hmac.ts';

/*
 * Signature Version 4 for requests that differ in nothing but their time and body. What is signed:
 *
 * | string         | lines                                                                              |
 * |----------------|------------------------------------------------------------------------------------|
 * | request        | POST, path, empty query, one line per header, empty line, names of the headers, SHA-256 of the body |
 * | to be signed   | AWS4-HMAC-SHA256, time, scope, SHA-256 of the request                              |
 * | scope          | day/region/service/aws4_request                                                    |
 *
 * with a key that is made of the secret and the scope by four hashes, and kept for the day.
 */
const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'dynamodb';

type SigningCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
};

/** The same for all requests: in lower case, without those that the signature adds. */
export type SignedTarget = { region: string; path: string; headers: Readonly<Record<string, string>> };

/** All headers of a request, each name before its value. */
export type SignRequest = (body: Uint8Array, credentials: SigningCredentials, at: Date) => string[];

export function createRequestSignature({ region, path, headers }: SignedTarget): SignRequest {
  const readHmac = createHmacCache(region);
  return (body, { accessKeyId, secretAccessKey, sessionToken }, at) => {
    const time = at.toISOString().replace(/[:-]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const signed: [string, string][] = [
      ...Object.entries(headers),
      ['x-amz-date', time],
      ...(sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken] as [string, string]]),
    ];
    signed.sort(([left], [right]) => (left < right ? -1 : 1));
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
    const request = `POST\n${path}\n\n${lines}\n${names}\n${hash('sha256', body, 'hex')}`;
    const scope = `${day}/${region}/${SERVICE}/aws4_request`;
    const toSign = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', request, 'hex')}`;
    const signature = readHmac(day, secretAccessKey)(toSign).toString('hex');
    const proof = `Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return [...signed.flat(), 'authorization', `${ALGORITHM} ${proof}`];
  };
}

/** The last one: it changes with the day, and when the credentials are renewed. */
function createHmacCache(region: string) {
  let kept: { day: string; secret: string; hmac: Hmac } | undefined;
  return (day: string, secret: string): Hmac => {
    if (kept?.day === day && kept.secret === secret) return kept.hmac;
    const key = [day, region, SERVICE, 'aws4_request'].reduce<Buffer>(
      (previous, part) => createHmac(previous)(part),
      Buffer.from(`AWS4${secret}`),
    );
    kept = { day, secret, hmac: createHmac(key) };
    return kept.hmac;
  };
}
