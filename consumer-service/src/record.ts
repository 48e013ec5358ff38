/** A record as Kafka has it. Key, value and headers are views of the fetch response and are never changed. */
export type KafkaRecord = {
  topic: string;
  partition: number;
  offset: bigint;
  timestamp: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: readonly (readonly [Buffer | null, Buffer | null])[];
};

/** What the objects around a record's bytes take in memory, roughly. */
const OBJECT_BYTES = 200;

export function toRecordBytes({ key, value, headers }: KafkaRecord): number {
  let bytes = OBJECT_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  for (const [name, content] of headers) bytes += OBJECT_BYTES + (name?.length ?? 0) + (content?.length ?? 0);
  return bytes;
}
