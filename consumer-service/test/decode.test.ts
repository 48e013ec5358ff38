import { encodeFrame } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { toFrame } from '../src/decode.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';

test.each(['none', 'zlib'] as const)('a payload comes out of its frame (%s)', (compression) => {
  const payload = Buffer.from('a datum');
  const frame = toFrame(encodeFrame({ schemaVersionId: ID, payload, compression }));
  expect(frame.schemaVersionId).toBe(ID);
  expect(frame.payload).toEqual(payload);
});

test('a zlib bomb is not unpacked', () => {
  const payload = Buffer.alloc(5 * 1024 * 1024);
  const bomb = encodeFrame({ schemaVersionId: ID, payload, compression: 'zlib' });
  expect(() => toFrame(bomb)).toThrow(
    expect.objectContaining({ name: 'FrameError', reason: 'too_large' }) as Error,
  );
});
