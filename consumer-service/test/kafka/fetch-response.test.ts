import { fetchV12, fetchV13, fetchV15, fetchV17, Reader, ResponseError, Writer } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFetchResponse } from '../../src/kafka/fetch-response.ts';
import { anyBatch, toBatchBytes, type WrittenBatch } from './record-batch-bytes.ts';

const FETCH = 1;
const TOPIC_ID = '0a1b2c3d-0000-4000-8000-00000000000f';

type WrittenPartition = {
  partitionIndex: number;
  errorCode: number;
  highWatermark: bigint;
  abortedTransactions: { producerId: bigint; firstOffset: bigint }[] | null;
  preferredReadReplica: number;
  batches: WrittenBatch[];
};

/** As a broker writes it, with the leader of each partition in a tagged field. */
function toResponseBytes(partitions: readonly WrittenPartition[], version = 17, errorCode = 0): Buffer {
  const writer = Writer.create().appendInt32(0).appendInt16(errorCode).appendInt32(7);
  writer.appendArray([TOPIC_ID], (topic, id) => {
    if (version === 12) topic.appendString('sensor');
    else topic.appendUUID(id);
    topic.appendArray([...partitions], appendPartition, true, false);
  });
  return writer.appendTaggedFields().buffer;
}

function appendPartition(writer: Writer, partition: WrittenPartition): void {
  writer
    .appendInt32(partition.partitionIndex)
    .appendInt16(partition.errorCode)
    .appendInt64(partition.highWatermark)
    .appendInt64(1n)
    .appendInt64(0n)
    .appendArray(partition.abortedTransactions, (transaction, { producerId, firstOffset }) => {
      transaction.appendInt64(producerId).appendInt64(firstOffset);
    })
    .appendInt32(partition.preferredReadReplica)
    .appendBytes(Buffer.concat(partition.batches.map(toBatchBytes)));
  // One tagged field: number 1, eight bytes, the leader and its epoch.
  writer
    .appendUnsignedVarInt(1)
    .appendUnsignedVarInt(1)
    .appendUnsignedVarInt(8)
    .appendInt32(1)
    .appendInt32(4);
}

const anyPartition = fc.record({
  partitionIndex: fc.nat(10_000),
  errorCode: fc.constantFrom(0, 0, 0, 0, 1, 6),
  highWatermark: fc.bigInt({ min: -1n, max: 2n ** 62n }),
  abortedTransactions: fc.option(
    fc.array(fc.record({ producerId: fc.bigInt(0n, 99n), firstOffset: fc.bigInt(0n, 2n ** 40n) }), {
      maxLength: 3,
    }),
    { nil: null },
  ),
  preferredReadReplica: fc.integer({ min: -1, max: 5 }),
  batches: fc.array(anyBatch, { maxLength: 2 }),
});

type Parse = (correlationId: number, apiKey: number, apiVersion: number, reader: Reader) => unknown;
type Seen = { responses: { topicId: string; partitions: SeenPartition[] }[] };
type SeenPartition = Omit<WrittenPartition, 'batches'> & { batches?: unknown[]; records?: unknown[] | null };

/** What a parser makes of the bytes, or of those with an error the error that it throws, which has the rest. */
function parse(parseResponse: Parse, version: number, bytes: Buffer) {
  try {
    return { ...look(parseResponse(0, FETCH, version, Reader.from(bytes)) as Seen), error: undefined };
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    const { message, errors, response } = error as ResponseError & { response: Seen };
    const places = errors.map(({ path, apiId }: { path?: string; apiId?: string }) => [path, apiId]);
    return { ...look(response), error: { message, places } };
  }
}

function look({ responses, ...request }: Seen & { nodeEndpoints?: unknown }) {
  const { nodeEndpoints: _, ...rest } = request;
  return {
    ...rest,
    topics: responses.map(({ topicId, partitions }) => ({ topicId, partitions: partitions.map(lookAt) })),
  };
}

const lookAt = (partition: SeenPartition) => ({
  partitionIndex: partition.partitionIndex,
  errorCode: partition.errorCode,
  highWatermark: partition.highWatermark,
  abortedTransactions: partition.abortedTransactions,
  preferredReadReplica: partition.preferredReadReplica,
  batches: (partition.batches ?? partition.records ?? []).length,
});

test.each([
  [12, fetchV12.parseResponse],
  [13, fetchV13.parseResponse],
  [15, fetchV15.parseResponse],
  [17, fetchV17.parseResponse],
])(
  'a response of version %d is what the client reads of the same bytes, and so are its errors',
  (version, parseAsClient) => {
    fc.assert(
      fc.property(fc.array(anyPartition, { maxLength: 3 }), (partitions) => {
        const bytes = toResponseBytes(partitions, version);
        expect(parse(parseFetchResponse, version, bytes)).toEqual(parse(parseAsClient, version, bytes));
      }),
    );
  },
);

test('an error of the whole request is thrown, and told from those of partitions', () => {
  const bytes = toResponseBytes([], 17, 70);
  const read = () => parseFetchResponse(0, FETCH, 17, Reader.from(bytes));
  expect(read).toThrow(ResponseError);
  expect(read).toThrow('Received response with error while executing API Fetch(v17)');
});

test.each([11, 18])('a response of version %d is refused, instead of being misread', (version) => {
  const read = () => parseFetchResponse(0, FETCH, version, Reader.from(toResponseBytes([], 17)));
  expect(read).toThrow(new Error(`Fetch is read from version 12, of Kafka 2.7, to 17 (received ${version})`));
});
