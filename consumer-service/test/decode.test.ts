import { compileAvroType, encodeFrame, type SchemaVersion } from '@glueline/schema-registry';
import { expect, test } from 'vitest';
import { toEvent, toFrame } from '../src/decode.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const type = compileAvroType('{"type":"record","name":"r","fields":[{"name":"a","type":"string"}]}');
const version: SchemaVersion = { id: ID, number: 1, definition: '', type };

test.each(['none', 'zlib'] as const)('an event comes out of its frame (%s)', (compression) => {
  const frame = toFrame(encodeFrame({ schemaVersionId: ID, payload: type.encode({ a: 'x' }), compression }));
  expect(frame.schemaVersionId).toBe(ID);
  expect(toEvent(frame, version)).toEqual({ a: 'x' });
});

test('a zlib bomb is not unpacked', () => {
  const payload = Buffer.alloc(5 * 1024 * 1024);
  const bomb = encodeFrame({ schemaVersionId: ID, payload, compression: 'zlib' });
  expect(() => toFrame(bomb)).toThrow(
    expect.objectContaining({ name: 'FrameError', reason: 'too_large' }) as Error,
  );
});

test('bytes after the datum are refused', () => {
  const payload = Buffer.concat([type.encode({ a: 'x' }), Buffer.from([0])]);
  const frame = toFrame(encodeFrame({ schemaVersionId: ID, payload, compression: 'none' }));
  expect(() => toEvent(frame, version)).toThrow(
    expect.objectContaining({ name: 'DatumError', reason: 'trailing_bytes' }) as Error,
  );
});
