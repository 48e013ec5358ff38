import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame, FrameError, type FrameErrorReason } from '../src/index.ts';

const schemaVersionId = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const limits = { maxPayloadBytes: 1000 };

// Written by the official Java serializer for {"a": 5} under record S with one int field.
const javaUncompressed = Buffer.from('0300b7b4a7f09c964e4aa687fb5de9ef0c630a', 'hex');
const javaCompressed = Buffer.from('0305b7b4a7f09c964e4aa687fb5de9ef0c63789ce30200000b000b', 'hex');

function outcomeOf(decode: () => unknown): string {
  try {
    decode();
    return 'Frame';
  } catch (error) {
    return (error as Error).name;
  }
}

function frameWithBody(compressionByte: number, body: Buffer): Buffer {
  const header = Buffer.from(javaUncompressed.subarray(0, 18));
  header[1] = compressionByte;
  return Buffer.concat([header, body]);
}

describe('a frame of the official Java serializer', () => {
  test('is read when uncompressed', () => {
    expect(decodeFrame(javaUncompressed, limits)).toEqual({ schemaVersionId, payload: Buffer.of(0x0a) });
  });

  test('is read when compressed with zlib', () => {
    expect(decodeFrame(javaCompressed, limits)).toEqual({ schemaVersionId, payload: Buffer.of(0x0a) });
  });

  test('is written byte for byte when uncompressed', () => {
    expect(encodeFrame({ schemaVersionId, payload: Buffer.of(0x0a), compression: 'none' })).toEqual(
      javaUncompressed,
    );
  });
});

test('any payload survives both compressions', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 1000 }),
      fc.constantFrom('none' as const, 'zlib' as const),
      fc.uuid(),
      (payload, compression, id) => {
        const frame = encodeFrame({ schemaVersionId: id, payload: Buffer.from(payload), compression });
        expect(decodeFrame(frame, limits)).toEqual({ schemaVersionId: id, payload: Buffer.from(payload) });
      },
    ),
  );
});

test('arbitrary bytes are a frame or a FrameError, never anything else', () => {
  const prefix = fc.constantFrom([], [0x03], [0x03, 0x00], [0x03, 0x05]);
  fc.assert(
    fc.property(prefix, fc.uint8Array({ maxLength: 64 }), (start, rest) => {
      const bytes = Buffer.from([...start, ...rest]);
      expect(outcomeOf(() => decodeFrame(bytes, limits))).toBeOneOf(['Frame', 'FrameError']);
    }),
    { numRuns: 2000 },
  );
});

test('an empty payload is a whole frame of 18 bytes', () => {
  const frame = encodeFrame({ schemaVersionId, payload: Buffer.alloc(0), compression: 'none' });
  expect(frame).toHaveLength(18);
  expect(decodeFrame(frame, limits).payload).toHaveLength(0);
});

describe('bytes that are not a frame', () => {
  const cases: [title: string, bytes: Buffer, reason: FrameErrorReason, message: string][] = [
    ['no bytes', Buffer.alloc(0), 'too_short', 'a frame has at least 18 bytes (received 0)'],
    [
      'a header cut off',
      javaUncompressed.subarray(0, 17),
      'too_short',
      'a frame has at least 18 bytes (received 17)',
    ],
    [
      'the Confluent wire format',
      Buffer.from('00000000010a', 'hex'),
      'unknown_header',
      'header version must be 0x03 (received 0x00)',
    ],
    [
      'an unknown compression',
      frameWithBody(0x01, Buffer.of(0x0a)),
      'unknown_compression',
      'compression must be 0x00 (none) or 0x05 (zlib) (received 0x01)',
    ],
    [
      'a truncated zlib stream',
      javaCompressed.subarray(0, -3),
      'bad_zlib',
      'payload is not one whole zlib stream (Z_BUF_ERROR)',
    ],
    [
      'zlib with an empty payload',
      frameWithBody(0x05, Buffer.alloc(0)),
      'bad_zlib',
      'payload is not one whole zlib stream (Z_BUF_ERROR)',
    ],
    [
      'a wrong zlib checksum',
      frameWithBody(0x05, Buffer.from('789ce30200000b000c', 'hex')),
      'bad_zlib',
      'payload is not one whole zlib stream (Z_DATA_ERROR)',
    ],
    [
      'bytes after the zlib stream',
      Buffer.concat([javaCompressed, Buffer.of(1, 2)]),
      'bad_zlib',
      'payload has 2 bytes after the end of its zlib stream',
    ],
    [
      'an uncompressed payload over the limit',
      frameWithBody(0x00, randomBytes(1001)),
      'too_large',
      'payload is larger than 1000 bytes',
    ],
    [
      'a zlib bomb',
      frameWithBody(0x05, deflateSync(Buffer.alloc(50_000_000))),
      'too_large',
      'payload is larger than 1000 bytes',
    ],
  ];

  test.each(cases)('%s: says what is wrong', (_title, bytes, reason, message) => {
    const decode = () => decodeFrame(bytes, limits);
    expect(decode).toThrow(FrameError);
    expect(decode).toThrow(expect.objectContaining({ reason, message }));
  });
});

test('frames of many versions in turn have each its own id, also those that look alike', () => {
  const ids = Array.from({ length: 1500 }, (_, index) => {
    const number = String(index).padStart(4, '0');
    return `${number}${number}-0000-4000-8000-00000000000${index % 3}`;
  });
  const payload = Buffer.of(1);
  const frames = [ids[0]!, ...ids, ...ids, '00000000-0000-0000-0000-000000000000'].map((id) => ({
    id,
    bytes: encodeFrame({ schemaVersionId: id, payload, compression: 'none' }),
  }));
  for (const { id, bytes } of frames) expect(decodeFrame(bytes, limits).schemaVersionId).toBe(id);
});

test('a schema version id that is not a lower-case UUID cannot be framed', () => {
  expect(() =>
    encodeFrame({ schemaVersionId: 'not-a-uuid', payload: Buffer.alloc(0), compression: 'none' }),
  ).toThrow(new TypeError('schema version id must be a lower-case UUID (received not-a-uuid)'));
});
