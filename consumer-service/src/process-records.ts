import type { SchemaVersion } from '@glueline/schema-registry';
import type { DeadLetter } from './dead-letter.ts';
import { toDeadLetterReason } from './dead-letter.ts';
import { toEvent, toFrame } from './decode.ts';
import { type Item, toItem } from './item.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWriter } from './table/table-writer.ts';

export type RecordSinks = {
  /** Waits through every outage of the registry; throws only what is final for the version. */
  readVersion: (id: string, signal: AbortSignal) => Promise<SchemaVersion> | SchemaVersion;
  writer: TableWriter;
  /** Resolves when the dead-letter topic has acknowledged them all. */
  sendDeadLetters: (deadLetters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
};

/** Resolves when each record is stored or acknowledged as a dead letter; throws when the signal aborts. */
export type ProcessRecords = (records: readonly KafkaRecord[], signal: AbortSignal) => Promise<void>;

type Stored = { record: KafkaRecord; item: Item; schemaVersionId: string };

export function createRecordProcessor(sinks: RecordSinks): ProcessRecords {
  return async (records, signal) => {
    const storable: Stored[] = [];
    const deadLetters: DeadLetter[] = [];
    for (const record of records) {
      const outcome = await toOutcome(record, sinks.readVersion, signal);
      if ('item' in outcome) storable.push(outcome);
      else deadLetters.push(outcome);
    }
    // Items first: while the dead-letter topic is away, the good records around a bad one are stored already.
    const refused = await sinks.writer.write(
      storable.map(({ item }) => item),
      signal,
    );
    for (const { index, error } of refused) {
      const { record, schemaVersionId } = storable[index]!;
      deadLetters.push(toDeadLetter(record, error, schemaVersionId)!);
    }
    if (deadLetters.length > 0) await sinks.sendDeadLetters(deadLetters, signal);
  };
}

async function toOutcome(
  record: KafkaRecord,
  readVersion: RecordSinks['readVersion'],
  signal: AbortSignal,
): Promise<Stored | DeadLetter> {
  let schemaVersionId: string | undefined;
  try {
    const frame = toFrame(record.value);
    schemaVersionId = frame.schemaVersionId;
    const version = await readVersion(schemaVersionId, signal);
    return { record, item: toItem(toEvent(frame, version)), schemaVersionId };
  } catch (error) {
    const deadLetter = toDeadLetter(record, error, schemaVersionId);
    if (deadLetter === undefined) throw error;
    return deadLetter;
  }
}

function toDeadLetter(
  record: KafkaRecord,
  error: unknown,
  schemaVersionId: string | undefined,
): DeadLetter | undefined {
  const reason = toDeadLetterReason(error);
  if (reason === undefined) return undefined;
  return { record, reason, errorName: (error as Error).name, schemaVersionId };
}
