import { compatibilityPartitioner } from '@platformatic/kafka';

export type OutgoingRecord = { key: string; value: Buffer };
export type Position = { partition: number; offset: number };

/** A record with the partition that every other Kafka client would choose for its key too. */
export type AddressedRecord = { key: Buffer; value: Buffer; partition: number };

/**
 * Below what a broker takes as one batch by default (`message.max.bytes`, 1,048,588), with room for keys, the
 * overhead of records, and the batch's own header.
 */
export const MAX_REQUEST_BYTES = 900_000;
const RECORD_OVERHEAD_BYTES = 64;

export function addressRecord({ key, value }: OutgoingRecord, partitionCount: number): AddressedRecord {
  const keyBytes = Buffer.from(key);
  const hash = compatibilityPartitioner({ topic: '' }, keyBytes);
  return { key: keyBytes, value, partition: hash % partitionCount };
}

/** In order, as many at a time as one request may carry; a record that is larger goes alone. */
export function splitIntoRequests(records: readonly AddressedRecord[]): AddressedRecord[][] {
  const requests: AddressedRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = record.key.length + record.value.length + RECORD_OVERHEAD_BYTES;
    if (bytes + size > MAX_REQUEST_BYTES) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)!.push(record);
    bytes += size;
  }
  return requests;
}

/** Brokers answer with the offset of the first record of each partition: the others follow one by one. */
export function toPositions(
  records: readonly AddressedRecord[],
  acknowledged: readonly { partition: number; offset: bigint }[],
): (Position | undefined)[] {
  const next = new Map(acknowledged.map(({ partition, offset }) => [partition, Number(offset)]));
  return records.map(({ partition }) => {
    const offset = next.get(partition);
    if (offset === undefined) return undefined;
    next.set(partition, offset + 1);
    return { partition, offset };
  });
}
