import { compressionsAlgorithmsByBitmask, Writer } from '@platformatic/kafka';
import fc from 'fast-check';

export type WrittenRecord = {
  offsetDelta: number;
  timestampDelta: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: readonly (readonly [Buffer | null, Buffer | null])[];
};

export type WrittenBatch = {
  firstOffset: bigint;
  records: readonly WrittenRecord[];
  lastOffsetDelta?: number;
  attributes?: number;
  firstTimestamp?: bigint;
  maxTimestamp?: bigint;
  producerId?: bigint;
};

/** A record batch as it is in a response; compressed as its attributes say. The fields that nobody reads are zero. */
export function toBatchBytes({
  firstOffset,
  records,
  lastOffsetDelta = records.at(-1)?.offsetDelta ?? 0,
  attributes = 0,
  firstTimestamp = 1000n,
  maxTimestamp = 9000n,
  producerId = -1n,
}: WrittenBatch): Buffer {
  const plain = Buffer.concat(records.map(toRecordBytes));
  const compression = attributes & 0b111;
  const content =
    compression === 0 ? plain : compressionsAlgorithmsByBitmask[compression]!.compressSync(plain);
  const writer = Writer.create()
    .appendInt32(0)
    .appendInt8(2)
    .appendUnsignedInt32(0)
    .appendInt16(attributes)
    .appendInt32(lastOffsetDelta)
    .appendInt64(firstTimestamp)
    .appendInt64(maxTimestamp)
    .appendInt64(producerId)
    .appendInt16(0)
    .appendInt32(0)
    .appendInt32(records.length)
    .append(content);
  return writer.prependLength().appendInt64(firstOffset, false).buffer;
}

function toRecordBytes({ offsetDelta, timestampDelta, key, value, headers }: WrittenRecord): Buffer {
  const content = Buffer.concat([
    Buffer.alloc(1),
    toVarInt(timestampDelta),
    toVarInt(BigInt(offsetDelta)),
    toSizedBytes(key),
    toSizedBytes(value),
    toVarInt(BigInt(headers.length)),
    ...headers.flat().map(toSizedBytes),
  ]);
  return toSizedBytes(content);
}

function toSizedBytes(bytes: Buffer | null): Buffer {
  return bytes === null ? toVarInt(-1n) : Buffer.concat([toVarInt(BigInt(bytes.length)), bytes]);
}

/** Zigzag, with up to 64 bits: the client's own writer loses what is above 32. */
export function toVarInt(value: bigint): Buffer {
  const groups: number[] = [];
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  for (; rest > 0x7fn; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...groups, Number(rest)]);
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const nullable = fc.option(bytes, { nil: null });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

const anyRecord: fc.Arbitrary<WrittenRecord> = fc.record({
  offsetDelta: fc.oneof(fc.nat(2000), fc.nat()),
  timestampDelta: fc.oneof(
    fc.bigInt({ min: -1000n, max: 100_000n }),
    fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n }),
    int64,
  ),
  key: nullable,
  value: nullable,
  headers: fc.array(fc.tuple(nullable, nullable), { maxLength: 2 }),
});

export const anyBatch: fc.Arbitrary<Required<WrittenBatch>> = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  records: fc.array(anyRecord, { maxLength: 20 }),
  lastOffsetDelta: fc.nat(),
  attributes: fc
    .record({
      compression: fc.constantFrom(0, 1, 2, 3, 4),
      isTimeOfBroker: fc.boolean(),
      /** Of no transaction, in one, and its end. */
      transaction: fc.constantFrom(0, 0x10, 0x30),
    })
    .map(
      ({ compression, isTimeOfBroker, transaction }) =>
        compression | (isTimeOfBroker ? 0x08 : 0) | transaction,
    ),
  firstTimestamp: fc.bigInt({ min: -1n, max: 2n ** 45n }),
  maxTimestamp: fc.bigInt({ min: -1n, max: 2n ** 45n }),
  producerId: int64,
});

/** What it returns, or what it throws. */
export function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
