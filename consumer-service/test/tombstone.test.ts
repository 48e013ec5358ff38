import { expect, test } from 'vitest';
import { createJsonBytes } from '../src/json-bytes.ts';
import { toMapping } from '../src/mapping-settings.ts';
import { toDelete } from '../src/tombstone.ts';

const mapping = toMapping({ PARTITION_KEY: 'pk=deviceId', SORT_KEY: 'timestamp' });
const json = createJsonBytes();

test('a key with exactly the fields of the table’s key says what to delete', () => {
  expect(toDelete(Buffer.from('{"timestamp":"t","deviceId":"d"}'), mapping, json)).toEqual({
    kind: 'delete',
    key: '1:dt',
    json: Buffer.from('{"pk":{"S":"d"},"timestamp":{"S":"t"}}'),
    bytes: 13,
  });
});

test.each([
  ['none', null],
  ['no JSON', Buffer.from('000001')],
  ['no object', Buffer.from('["d","t"]')],
  ['null', Buffer.from('null')],
  ['part of it', Buffer.from('{"deviceId":"d"}')],
  ['more than it', Buffer.from('{"deviceId":"d","timestamp":"t","unit":"K"}')],
  ['the table’s names', Buffer.from('{"pk":"d","timestamp":"t"}')],
  ['a number', Buffer.from('{"deviceId":1,"timestamp":"t"}')],
  ['an empty text', Buffer.from('{"deviceId":"","timestamp":"t"}')],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from('{"deviceId":"'), Buffer.from([0xff]), Buffer.from('","timestamp":"t"}')]),
  ],
  ['too much', Buffer.from(`{"deviceId":"d","timestamp":"t"${' '.repeat(33_000)}}`)],
])('a key that is %s does not', (_what, key) => {
  expect(toDelete(key, mapping, json)).toBeUndefined();
});

test('deletes share the bytes they are written to, so that each keeps no more than its own', () => {
  const [first, second] = ['a', 'b'].map((device) =>
    toDelete(Buffer.from(`{"deviceId":"${device}","timestamp":"t"}`), mapping, json),
  );
  expect(first?.json.buffer).toBe(second?.json.buffer);
  expect(String(first?.json)).toBe('{"pk":{"S":"a"},"timestamp":{"S":"t"}}');
});
