import { type Connection, type Consumer, type Reader, ResponseError } from '@platformatic/kafka';
import type { AbortedTransaction } from './aborted-transactions.ts';
import { readRecordBatches, type RecordBatch } from './record-batches.ts';
import { changeRequest } from './requests.ts';

export type FetchedPartition = {
  partitionIndex: number;
  errorCode: number;
  highWatermark: bigint;
  abortedTransactions: AbortedTransaction[] | null;
  /** The client sends the next fetch there, when it is a broker. */
  preferredReadReplica: number;
  batches: readonly RecordBatch[];
};

/** As the client has it, but for the place of the records: where it looks for them it finds none. */
export type FetchResponse = {
  throttleTimeMs: number;
  errorCode: number;
  sessionId: number;
  responses: { topicId: string; partitions: FetchedPartition[] }[];
};

/** The first is of Kafka 2.7, and codes all fields in a new way; what one after the last would change is not known. */
const VERSIONS = { oldest: 12, newest: 17 };
/** From here on a topic is its id. */
const FIRST_VERSION_WITH_TOPIC_IDS = 13;

/**
 * From here on the client's fetches are its own requests and connections, and are answered by a FetchResponse of ours:
 * it makes an object, buffers and numbers of every record, which cost more than decoding what is in them.
 */
export function readFetchesByBatch(client: Consumer): void {
  changeRequest(client, 'Fetch', (send) => (connection, ...request) => {
    const reading: Pick<Connection, 'send'> = {
      send(key, version, payload, clientsParser, ...rest) {
        // What the client makes of a response is up to the parser alone.
        connection.send(
          key,
          version,
          payload,
          parseFetchResponse as unknown as typeof clientsParser,
          ...rest,
        );
      },
    };
    send(reading as Connection, ...request);
  });
}

/** Throws ResponseError, with the response, when any partition has an error; Error for what cannot be read. */
export function parseFetchResponse(
  _correlationId: number,
  apiKey: number,
  apiVersion: number,
  reader: Reader,
): FetchResponse {
  if (apiVersion < VERSIONS.oldest || apiVersion > VERSIONS.newest) {
    throw new Error(
      `Fetch is read from version ${VERSIONS.oldest}, of Kafka 2.7, to ${VERSIONS.newest} (received ${apiVersion})`,
    );
  }
  const response: FetchResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    sessionId: reader.readInt32(),
    responses: reader.readArray(() => ({
      topicId: apiVersion < FIRST_VERSION_WITH_TOPIC_IDS ? reader.readString() : reader.readUUID(),
      partitions: reader.readArray(() => readPartition(reader)),
    })),
  };
  const errors = findErrors(response);
  if (errors.length > 0) throw new ResponseError(apiKey, apiVersion, Object.fromEntries(errors), response);
  return response;
}

function readPartition(reader: Reader): FetchedPartition {
  const partitionIndex = reader.readInt32();
  const errorCode = reader.readInt16();
  const highWatermark = reader.readInt64();
  // Its last stable offset and the start of the log.
  reader.readInt64();
  reader.readInt64();
  const abortedTransactions = reader.readNullableArray(() => ({
    producerId: reader.readInt64(),
    firstOffset: reader.readInt64(),
  }));
  const preferredReadReplica = reader.readInt32();
  const batches = readRecordBatches(reader.readBytes());
  return { partitionIndex, errorCode, highWatermark, abortedTransactions, preferredReadReplica, batches };
}

/** Named as the client names them: it tells by the place whether it was a partition's. */
function findErrors({ errorCode, responses }: FetchResponse): [string, [number, null]][] {
  const errors: [string, [number, null]][] = errorCode === 0 ? [] : [['', [errorCode, null]]];
  for (const [topic, { partitions }] of responses.entries()) {
    for (const [index, { errorCode: code }] of partitions.entries()) {
      if (code !== 0) errors.push([`/responses/${topic}/partitions/${index}`, [code, null]]);
    }
  }
  return errors;
}
