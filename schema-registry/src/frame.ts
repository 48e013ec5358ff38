import { deflateSync, inflateSync } from 'node:zlib';
import { FrameError } from './errors.ts';

/*
 * A frame, as the official Java serializer of the Glue Schema Registry writes it:
 *
 * | offset | bytes | meaning                                             |
 * |--------|-------|-----------------------------------------------------|
 * | 0      | 1     | header version, always 03                           |
 * | 1      | 1     | compression: 00 none, 05 zlib (RFC 1950)            |
 * | 2      | 16    | schema version id, the UUID's hex digits in order   |
 * | 18     | n     | payload, compressed as a whole when byte 1 is 05    |
 *
 * A first byte other than 03 usually means: the Confluent wire format (00), plain JSON, or a producer that
 * does not use a schema registry at all.
 */
const HEADER_VERSION = 0x03;
const HEADER_BYTES = 18;
const COMPRESSION_BYTE = { none: 0x00, zlib: 0x05 } as const;
const SCHEMA_VERSION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export type FrameCompression = keyof typeof COMPRESSION_BYTE;

export type Frame = { schemaVersionId: string; payload: Buffer };

/** Throws a TypeError when `schemaVersionId` is not a lower-case UUID: that is a bug of the caller. */
export function encodeFrame(frame: Frame & { compression: FrameCompression }): Buffer {
  if (!SCHEMA_VERSION_ID.test(frame.schemaVersionId)) {
    throw new TypeError(`schema version id must be a lower-case UUID (received ${frame.schemaVersionId})`);
  }
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header[0] = HEADER_VERSION;
  header[1] = COMPRESSION_BYTE[frame.compression];
  header.write(frame.schemaVersionId.replaceAll('-', ''), 2, 'hex');
  return Buffer.concat([header, frame.compression === 'zlib' ? deflateSync(frame.payload) : frame.payload]);
}

/**
 * The payload of an uncompressed frame is a view of `bytes`, not a copy.
 * @param limits.maxPayloadBytes upper limit of the payload after inflating: a 48 KB frame can hold 50 MB.
 */
export function decodeFrame(bytes: Buffer, limits: { maxPayloadBytes: number }): Frame {
  if (bytes.length === 0) throw new FrameError('too_short', 'a frame has at least 18 bytes (received 0)');
  if (bytes[0] !== HEADER_VERSION) {
    throw new FrameError('unknown_header', `header version must be 0x03 (received ${toHex(bytes[0])})`);
  }
  if (bytes.length < HEADER_BYTES) {
    throw new FrameError('too_short', `a frame has at least 18 bytes (received ${bytes.length})`);
  }
  return { schemaVersionId: toSchemaVersionId(bytes), payload: decodePayload(bytes, limits.maxPayloadBytes) };
}

function decodePayload(bytes: Buffer, maxPayloadBytes: number): Buffer {
  const body = bytes.subarray(HEADER_BYTES);
  switch (bytes[1]) {
    case COMPRESSION_BYTE.none:
      if (body.length > maxPayloadBytes) throw tooLarge(maxPayloadBytes);
      return body;
    case COMPRESSION_BYTE.zlib:
      return inflate(body, maxPayloadBytes);
    default:
      throw new FrameError(
        'unknown_compression',
        `compression must be 0x00 (none) or 0x05 (zlib) (received ${toHex(bytes[1])})`,
      );
  }
}

function inflate(body: Buffer, maxPayloadBytes: number): Buffer {
  let inflated: InflateResult;
  try {
    // `info` is missing from the public types; without it, bytes after the end of the stream go unnoticed.
    inflated = inflateSync(body, {
      info: true,
      maxOutputLength: maxPayloadBytes,
    }) as unknown as InflateResult;
  } catch (error) {
    if (isErrorWithCode(error, 'ERR_BUFFER_TOO_LARGE')) throw tooLarge(maxPayloadBytes, error);
    throw new FrameError('bad_zlib', `payload is not one whole zlib stream (${toErrorCode(error)})`, {
      cause: error,
    });
  }
  const trailingBytes = body.length - inflated.engine.bytesWritten;
  if (trailingBytes > 0) {
    throw new FrameError('bad_zlib', `payload has ${trailingBytes} bytes after the end of its zlib stream`);
  }
  return inflated.buffer;
}

type InflateResult = { buffer: Buffer; engine: { bytesWritten: number } };

function tooLarge(maxPayloadBytes: number, cause?: unknown): FrameError {
  return new FrameError('too_large', `payload is larger than ${maxPayloadBytes} bytes`, { cause });
}

/** `words` are the 16 bytes of the id. */
type KnownId = { word0: number; word1: number; word2: number; word3: number; id: string };

/** As many as a consumer keeps versions; an id made up by whoever writes to the topic must not stay for ever. */
const MAX_KNOWN_IDS = 1000;
/** By four of its bytes, which are random: an id that has them in common with another is only made anew each time. */
const knownIds = new Map<number, KnownId>();

function toSchemaVersionId(bytes: Buffer): string {
  const word0 = bytes.readInt32LE(2);
  const word1 = bytes.readInt32LE(6);
  const word2 = bytes.readInt32LE(10);
  const word3 = bytes.readInt32LE(14);
  const known = knownIds.get(word3);
  if (known !== undefined && known.word2 === word2 && known.word1 === word1 && known.word0 === word0)
    return known.id;
  const hex = bytes.toString('hex', 2, HEADER_BYTES);
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  if (knownIds.size >= MAX_KNOWN_IDS) knownIds.clear();
  knownIds.set(word3, { word0, word1, word2, word3, id });
  return id;
}

function toHex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0')}`;
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function toErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
