import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Signature, toMs } from './signature.ts';
import type { SignedRequest } from './signed-request.ts';

/**
 * Signs the request as its sender must have signed it: over the headers it named, and over the bytes that came. The
 * answer is 64 hexadecimal digits.
 */
export async function computeSignature(
  request: SignedRequest,
  claimed: Signature,
  secretAccessKey: string,
): Promise<string> {
  const { accessKeyId, region, service, sessionToken, expiresSeconds } = claimed;
  const isPresigned = expiresSeconds !== undefined;
  const signer = new SignatureV4({
    service,
    region,
    // In the query the library adds the token itself; in the header it is one of the headers that were sent.
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(isPresigned && sessionToken !== undefined ? { sessionToken } : {}),
    },
    sha256: Sha256,
    applyChecksum: false,
  });
  const covered = new Set(claimed.signedHeaders);
  const options = {
    signingDate: new Date(toMs(claimed.signedAt) ?? Number.NaN),
    signableHeaders: covered,
    unhoistableHeaders: covered,
  };
  const unsigned = toUnsigned(request, covered);
  if (isPresigned) {
    const { query } = await signer.presign(unsigned, { ...options, expiresIn: expiresSeconds });
    return String(query?.['X-Amz-Signature']);
  }
  const { headers } = await signer.sign(unsigned, options);
  return headers['authorization']?.split('Signature=')[1] ?? '';
}

function toUnsigned(request: SignedRequest, covered: ReadonlySet<string>) {
  const headers = Object.entries(request.headers).filter(([name]) => covered.has(name));
  return {
    method: request.method,
    protocol: 'http:',
    hostname: '',
    path: request.path,
    query: toQuery(request.query),
    headers: Object.fromEntries(headers),
    body: request.body,
  };
}

// All values of a repeated parameter count. The library replaces the X-Amz-... ones by those it computes.
function toQuery(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** SHA-256, keyed when there is a secret, in the form the library asks for. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function toBytes(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
