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
const TIME_HEADER = 'x-amz-date';

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
  const readForm = createFormCache(path, headers);
  const readTime = createTimeCache();
  return (body, { accessKeyId, secretAccessKey, sessionToken }, at) => {
    const form = readForm(sessionToken);
    const time = readTime(at);
    const day = time.slice(0, 8);
    const request = `${form.beforeTime}${time}${form.afterTime}${hash('sha256', body, 'hex')}`;
    const scope = `${day}/${region}/${SERVICE}/aws4_request`;
    const toSign = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', request, 'hex')}`;
    const signature = readHmac(day, secretAccessKey)(toSign).toString('hex');
    const proof = `Credential=${accessKeyId}/${scope}, SignedHeaders=${form.names}, Signature=${signature}`;
    return [...form.headers, TIME_HEADER, time, 'authorization', `${ALGORITHM} ${proof}`];
  };
}

/** What is signed, as far as it is the same until the credentials change; around the time and before the body's hash. */
type Form = { headers: string[]; names: string; beforeTime: string; afterTime: string };

function createForm(path: string, headers: SignedTarget['headers'], sessionToken: string | undefined): Form {
  const all: Record<string, string> = { ...headers };
  if (sessionToken !== undefined) all['x-amz-security-token'] = sessionToken;
  const sorted = Object.entries({ ...all, [TIME_HEADER]: '' }).toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const names = sorted.map(([name]) => name).join(';');
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`);
  const timeLine = sorted.findIndex(([name]) => name === TIME_HEADER);
  return {
    headers: Object.entries(all).flat(),
    names,
    beforeTime: `POST\n${path}\n\n${lines.slice(0, timeLine).join('')}${TIME_HEADER}:`,
    afterTime: `\n${lines.slice(timeLine + 1).join('')}\n${names}\n`,
  };
}

/** The last one: it changes when the credentials are renewed. */
function createFormCache(path: string, headers: SignedTarget['headers']) {
  let kept: { sessionToken: string | undefined; form: Form } | undefined;
  return (sessionToken: string | undefined): Form => {
    if (kept === undefined || kept.sessionToken !== sessionToken) {
      kept = { sessionToken, form: createForm(path, headers, sessionToken) };
    }
    return kept.form;
  };
}

/** It has seconds, and many requests are sent in one. */
function createTimeCache() {
  let kept = { second: NaN, time: '' };
  return (at: Date): string => {
    const second = Math.floor(at.getTime() / 1000);
    if (second !== kept.second) kept = { second, time: at.toISOString().replace(/[:-]|\.\d{3}/g, '') };
    return kept.time;
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
