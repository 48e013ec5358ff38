/** A record as Kafka has it. Key, value and headers are views of the fetch response and are never changed. */
export type KafkaRecord = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
  /** What it takes in memory, roughly: see `toRecordBytes`. */
  readonly bytes: number;
};

/** What the objects around a record's bytes take in memory, roughly. */
const OBJECT_BYTES = 200;

export function toRecordBytes(contentBytes: number, headerCount: number): number {
  return contentBytes + OBJECT_BYTES * (1 + headerCount);
}
