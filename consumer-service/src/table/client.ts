import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Without `throwOnRequestTimeout` a hung request is only complained about, and hangs on. DynamoDB answers within
 * milliseconds; five seconds mean that nobody will.
 */
const TIMEOUTS = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

/** The SDK queues what has no socket, and the queue's time counts as the request's. */
export const MAX_TABLE_REQUESTS = 64;
const AGENT = { keepAlive: true, maxSockets: MAX_TABLE_REQUESTS };

/** One attempt per call: the writer retries itself, because only it knows which items are still to be written. */
export function createTableClient(region: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    region,
    maxAttempts: 1,
    requestHandler: { ...TIMEOUTS, httpAgent: AGENT, httpsAgent: AGENT },
  });
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { convertEmptyValues: false, removeUndefinedValues: false },
    // UnprocessedItems come back through here; a number that JavaScript cannot hold must not throw.
    unmarshallOptions: { wrapNumbers: true },
  });
  // Its own does nothing, and a hung request's socket would keep the process alive after the stop.
  return Object.assign(documents, { destroy: () => client.destroy() });
}
