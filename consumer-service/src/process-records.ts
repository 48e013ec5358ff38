import type { Frame } from '@glueline/schema-registry';
import { type DeadLetter, toDeadLetterReason } from './dead-letter.ts';
import { toFrame } from './decode.ts';
import { TombstoneError } from './errors.ts';
import type { Fence } from './fence.ts';
import type { Puts, WritableVersion } from './put.ts';
import type { KafkaRecord } from './record.ts';
import type { TableWrite, TableWriter } from './table/table-writer.ts';

export type RecordSinks = {
  /** Waits through every outage of the registry; throws only what is final for the version. */
  readVersion: (id: string, signal: AbortSignal) => Promise<WritableVersion> | WritableVersion;
  toPut: Puts['toPut'];
  /** Undefined when the record's key does not carry the table's whole key. */
  toDelete: (recordKey: Buffer | null) => TableWrite | undefined;
  ignoresTombstones: boolean;
  onTombstoneIgnored: () => void;
  fence: Fence;
  writer: TableWriter;
  /** Resolves when the dead-letter topic has acknowledged them all. */
  sendDeadLetters: (deadLetters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
};

/** Records that were handed over together. `done`: each is stored, acknowledged as a dead letter, or ignored. */
export type Portion = { records: readonly KafkaRecord[]; done: Promise<void> };

export type RecordProcessor = {
  /**
   * Resolves when records may be processed: this member may write, and there is room. Waited for with empty hands, because
   * what is held over a long wait is among the old objects afterwards, and whatever comes to hang on it stays until the
   * next full collection.
   */
  whenReady(signal: AbortSignal): Promise<void>;
  /**
   * Yields each portion when its writes have taken their place in the lanes, in the order of the records. Throws
   * when the signal aborts.
   */
  process(records: readonly KafkaRecord[], signal: AbortSignal): AsyncIterable<Portion>;
};

/** A compressed record may be a thousand times larger when it is decoded, so a portion is bounded by what came out. */
const MAX_PORTION_BYTES = 1024 * 1024;

type Outcome = DeadLetter | TableWrite | 'ignored';

/** `written[i]` is the record of `writes[i]`. */
type OpenPortion = {
  records: KafkaRecord[];
  written: KafkaRecord[];
  writes: TableWrite[];
  deadLetters: DeadLetter[];
  bytes: number;
};

export function createRecordProcessor(sinks: RecordSinks): RecordProcessor {
  async function whenReady(signal: AbortSignal): Promise<void> {
    do {
      if (!sinks.fence.isOpen()) await sinks.fence.whenOpen(signal);
      await sinks.writer.room(signal);
      // With many partitions it is some time until there is room for this one.
    } while (!sinks.fence.isOpen());
  }

  async function* process(records: readonly KafkaRecord[], signal: AbortSignal): AsyncGenerator<Portion> {
    let portion = createPortion();
    for (const record of records) {
      // For the first one, whoever calls has waited.
      if (portion.records.length === 0 && record !== records[0]) await whenReady(signal);
      let outcome = toOutcome(record, sinks, signal);
      if (outcome instanceof Promise) {
        // What came before it does not have to wait for its schema version.
        if (portion.records.length > 0) yield handOver(portion, sinks, signal);
        portion = createPortion();
        outcome = await outcome;
      }
      add(portion, record, outcome);
      if (portion.bytes < MAX_PORTION_BYTES) continue;
      yield handOver(portion, sinks, signal);
      portion = createPortion();
    }
    if (portion.records.length > 0) yield handOver(portion, sinks, signal);
  }

  return { whenReady, process };
}

function createPortion(): OpenPortion {
  return { records: [], written: [], writes: [], deadLetters: [], bytes: 0 };
}

function add(portion: OpenPortion, record: KafkaRecord, outcome: Outcome): void {
  portion.records.push(record);
  if (outcome === 'ignored') return;
  if ('json' in outcome) {
    portion.written.push(record);
    portion.writes.push(outcome);
    portion.bytes += outcome.json.length;
  } else portion.deadLetters.push(outcome);
}

function handOver(
  { records, written, writes, deadLetters }: OpenPortion,
  sinks: RecordSinks,
  signal: AbortSignal,
): Portion {
  const writing = sinks.writer.write(writes, signal);
  const sending = deadLetters.length > 0 ? sinks.sendDeadLetters(deadLetters, signal) : Promise.resolve();
  const finish = async () => {
    const refused = await writing;
    const refusals = refused.map(({ index, error }) => {
      const record = written[index]!;
      return toDeadLetter(record, error, readSchemaVersionId(record));
    });
    if (refusals.length > 0) await sinks.sendDeadLetters(refusals, signal);
  };
  return { records, done: bothSettled(finish(), sending) };
}

/** Only when both have ended, also when one failed: what is still in flight is not done. */
async function bothSettled(...work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

/** A promise only when the schema version has to be waited for. */
function toOutcome(record: KafkaRecord, sinks: RecordSinks, signal: AbortSignal): Outcome | Promise<Outcome> {
  if (record.value === null) return toTombstoneOutcome(record, sinks);
  let frame: Frame;
  let version: Promise<WritableVersion> | WritableVersion;
  try {
    frame = toFrame(record.value);
    version = sinks.readVersion(frame.schemaVersionId, signal);
  } catch (error) {
    return toDeadLetter(record, error, undefined);
  }
  if (version instanceof Promise) return toOutcomeOnceRead(record, frame, version, sinks);
  return toPutOutcome(record, frame, version, sinks);
}

/** By itself: what a closure takes along is set up for every record, whether or not it comes to that. */
async function toOutcomeOnceRead(
  record: KafkaRecord,
  frame: Frame,
  version: Promise<WritableVersion>,
  sinks: RecordSinks,
): Promise<Outcome> {
  try {
    return toPutOutcome(record, frame, await version, sinks);
  } catch (error) {
    return toDeadLetter(record, error, frame.schemaVersionId);
  }
}

function toPutOutcome(
  record: KafkaRecord,
  frame: Frame,
  version: WritableVersion,
  { toPut }: RecordSinks,
): Outcome {
  try {
    return toPut(frame, version, record);
  } catch (error) {
    return toDeadLetter(record, error, frame.schemaVersionId);
  }
}

function toTombstoneOutcome(record: KafkaRecord, sinks: RecordSinks): Outcome {
  const write = sinks.toDelete(record.key);
  if (write !== undefined) return write;
  if (sinks.ignoresTombstones) {
    sinks.onTombstoneIgnored();
    return 'ignored';
  }
  const error = new TombstoneError('the record has no value, and its key is not the key of the table');
  return toDeadLetter(record, error, undefined);
}

/** Once more: the table refuses too little for every write to carry it along. */
function readSchemaVersionId({ value }: KafkaRecord): string | undefined {
  return value === null ? undefined : toFrame(value).schemaVersionId;
}

/** Throws what is no verdict on the record. */
function toDeadLetter(record: KafkaRecord, error: unknown, schemaVersionId: string | undefined): DeadLetter {
  const reason = toDeadLetterReason(error);
  if (reason === undefined) throw error;
  return { record, reason, errorName: (error as Error).name, schemaVersionId };
}
