import { decodeFrame, type Frame } from '@glueline/schema-registry';

/**
 * Far above what fits an item (400 KB) or, by default, a record (1 MB); what matters is that a zlib bomb stops
 * somewhere.
 */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Throws FrameError, which is final. */
export function toFrame(value: Buffer): Frame {
  return decodeFrame(value, { maxPayloadBytes: MAX_PAYLOAD_BYTES });
}
