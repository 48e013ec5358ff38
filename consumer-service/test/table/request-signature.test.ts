import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { assert, asyncProperty, constant, date, oneof, record, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { createRequestSignature } from '../../src/table/request-signature.ts';

/** As the library wants it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(key?: unknown) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as Uint8Array);
  }

  update(data: unknown): void {
    this.#hash.update(data as Uint8Array);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const REGION = 'eu-central-1';
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
  host: 'dynamodb.eu-central-1.amazonaws.com',
};
/** As STS hands them out: without spaces, of which a signature would count several as one. */
const text = string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' }).filter(
  (each) => !each.includes(' '),
);

test('a request has the signature that the SDK’s own signer gives it, whatever its body, credentials and time', async () => {
  // One for all, so that what it keeps is tested too.
  const sign = createRequestSignature({ region: REGION, path: '/', headers });
  const credentials = record({
    accessKeyId: text,
    secretAccessKey: oneof(text, constant('the same')),
    sessionToken: oneof(text, constant(undefined)),
  });
  const time = date({ min: new Date('2026-01-01'), max: new Date('2026-01-03'), noInvalidDate: true });
  await assert(
    asyncProperty(uint8Array({ maxLength: 200 }), credentials, time, async (body, who, at) => {
      const { sessionToken, ...keys } = who;
      const signer = new SignatureV4({
        service: 'dynamodb',
        region: REGION,
        credentials: { ...keys, ...(sessionToken === undefined ? {} : { sessionToken }) },
        sha256: Sha256,
        applyChecksum: false,
      });
      const request = {
        method: 'POST',
        protocol: 'https:',
        hostname: headers.host,
        path: '/',
        headers,
        body,
      };
      const expected = await signer.sign(request, { signingDate: at });
      const signed = sign(body, who, at);
      const pairs = Array.from({ length: signed.length / 2 }, (_, index) =>
        signed.slice(2 * index, 2 * index + 2),
      );
      expect(Object.fromEntries(pairs)).toEqual(expected.headers);
    }),
  );
});
