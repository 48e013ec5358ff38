import { type AvroRecord, DatumError, decodeFrame, FrameError } from '@glueline/schema-registry';
import { parseSchema } from './avro-schema.ts';
import { fromExchange } from './exchange.ts';
import { JavaFailure, type JavaPeer } from './java-peer.ts';
import { NoAnswerError } from './json-lines.ts';
import { decode } from './our-side.ts';
import { type Outcome, reads, throws } from './outcome.ts';
import type { Registry } from './registry.ts';
import type { RecordValue } from './value.ts';

/** The frame's `value` as Java reads it. */
export async function observeJava(java: JavaPeer, frame: Buffer, deadlineMs?: number): Promise<Outcome> {
  try {
    const { definition, value } = await java.read(frame, deadlineMs);
    return reads(show((fromExchange(parseSchema(definition!), value) as RecordValue)['value']));
  } catch (error) {
    if (error instanceof NoAnswerError) return 'hangs';
    if (!(error instanceof JavaFailure)) throw error;
    return throws(
      ...error.chain.map((each): [string, string | null] => [
        toShortName(each.class),
        // What the AWS SDK adds: the request's id, and how often it was sent.
        each.message?.replace(/ \(Service: .*/, '') ?? null,
      ]),
    );
  }
}

/** The frame's `value` as we read it, within a limit of a megabyte. */
export async function observeUs({ reader }: Registry, frame: Buffer): Promise<Outcome> {
  try {
    const { schemaVersionId, payload } = decodeFrame(frame, { maxPayloadBytes: 1_000_000 });
    return reads(show((decode(await reader.read(schemaVersionId), payload) as AvroRecord).values[0]));
  } catch (error) {
    const { name, message } = error as Error;
    const hasReason = error instanceof FrameError || error instanceof DatumError;
    return throws([hasReason ? `${name} ${error.reason}` : name, message]);
  }
}

const toShortName = (className: string): string => className.slice(className.lastIndexOf('.') + 1);

/** What the record has in its only field. */
function show(value: unknown): string {
  if (Buffer.isBuffer(value)) return `${value.length} bytes`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
