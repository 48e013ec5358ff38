import { hash } from 'node:crypto';

/** Of a text, with the key it was made for. */
export type Hmac = (text: string) => Buffer;

/** The block of SHA-256. */
const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC with SHA-256, RFC 2104: hash(key ^ outer, hash(key ^ inner, text)). Node's own sets up the key anew with each
 * object, which takes several times as long as these two hashes.
 */
export function createHmac(key: Buffer): Hmac {
  const block = Buffer.alloc(BLOCK_BYTES);
  (key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key).copy(block);
  const inner = block.map((byte) => byte ^ INNER);
  const outer = block.map((byte) => byte ^ OUTER);
  return (text) => {
    const hashed = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
    return hash('sha256', Buffer.concat([outer, hashed]), 'buffer');
  };
}
