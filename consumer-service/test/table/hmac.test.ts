import { assert, property, string, uint8Array } from 'fast-check';
import { createHmac as createNodeHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createHmac } from '../../src/table/hmac.ts';

test('it is Node’s HMAC, whatever the length of the key', () => {
  assert(
    property(uint8Array({ maxLength: 150 }), string({ unit: 'grapheme' }), (key, text) => {
      const expected = createNodeHmac('sha256', key).update(text).digest();
      expect(createHmac(Buffer.from(key))(text)).toEqual(expected);
    }),
  );
});
