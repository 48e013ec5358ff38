import { decodeFrame, type Frame, type SchemaVersion } from '@glueline/schema-registry';
import { TombstoneError } from './errors.ts';

/**
 * Far above what fits an item (400 KB) or, by default, a record (1 MB); what matters is that a zlib bomb stops
 * somewhere.
 */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Throws TombstoneError or FrameError: both final. */
export function toFrame(value: Buffer | null): Frame {
  if (value === null) throw new TombstoneError('the record has no value');
  return decodeFrame(value, { maxPayloadBytes: MAX_PAYLOAD_BYTES });
}

/** Throws DatumError, which is final. */
export function toEvent(frame: Frame, version: SchemaVersion): unknown {
  return version.type.decode(frame.payload);
}
