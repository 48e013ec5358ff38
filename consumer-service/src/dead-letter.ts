import {
  DatumError,
  FrameError,
  InvalidDefinitionError,
  ResolutionError,
  SchemaVersionNotFoundError,
} from '@glueline/schema-registry';
import { ItemError, ItemRefusedError, TombstoneError } from './errors.ts';
import type { KafkaRecord } from './record.ts';

/** A record that can never be stored, and why. */
export type DeadLetter = {
  record: KafkaRecord;
  reason: DeadLetterReason;
  errorName: string;
  /** Known once the frame could be read. */
  schemaVersionId: string | undefined;
};

type DeadLetterReason = NonNullable<ReturnType<typeof toDeadLetterReason>>;

/** A bounded set, because it is a metric's label. Undefined when `error` is no verdict on the record. */
export function toDeadLetterReason(error: unknown) {
  if (error instanceof TombstoneError) return 'tombstone' as const;
  if (error instanceof FrameError) return `frame_${error.reason}` as const;
  if (error instanceof SchemaVersionNotFoundError) return 'schema_version_not_found' as const;
  if (error instanceof InvalidDefinitionError) return 'invalid_definition' as const;
  if (error instanceof ResolutionError) return 'schema_version_not_resolvable' as const;
  if (error instanceof DatumError) return `datum_${error.reason}` as const;
  if (error instanceof ItemError) return `item_${error.reason}` as const;
  if (error instanceof ItemRefusedError) return 'item_refused' as const;
  return undefined;
}

export type DeadLetterMessage = {
  topic: string;
  key?: Buffer;
  value?: Buffer;
  headers: Map<Buffer, Buffer>;
};

/**
 * Key, value and headers as they were, followed by headers of ours:
 *
 * | header                      | content                                        |
 * |-----------------------------|------------------------------------------------|
 * | glueline.origin.topic       | text                                           |
 * | glueline.origin.partition   | decimal digits                                 |
 * | glueline.origin.offset      | decimal digits                                 |
 * | glueline.origin.timestamp   | decimal digits, milliseconds since 1970        |
 * | glueline.reason             | one of the reasons above                       |
 * | glueline.error              | class of the error                             |
 * | glueline.schema-version-id  | UUID, when the frame could be read             |
 */
export function toDeadLetterMessage(deadLetter: DeadLetter, topic: string): DeadLetterMessage {
  const { record, reason, errorName, schemaVersionId } = deadLetter;
  const added: [string, string | undefined][] = [
    ['glueline.origin.topic', record.topic],
    ['glueline.origin.partition', String(record.partition)],
    ['glueline.origin.offset', String(record.offset)],
    ['glueline.origin.timestamp', String(record.timestamp)],
    ['glueline.reason', reason],
    ['glueline.error', errorName],
    ['glueline.schema-version-id', schemaVersionId],
  ];
  // Buffers as keys of the map are told apart by identity, so a header that comes twice stays twice.
  const headers = new Map(record.headers as readonly (readonly [Buffer, Buffer])[]);
  for (const [name, content] of added) {
    if (content !== undefined) headers.set(Buffer.from(name), Buffer.from(content));
  }
  return {
    topic,
    ...(record.key === null ? {} : { key: record.key }),
    ...(record.value === null ? {} : { value: record.value }),
    headers,
  };
}
