import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MAX_TABLE_REQUESTS, TABLE_TIMEOUTS } from './limits.ts';

/** Without `throwOnRequestTimeout` a hung request is only complained about, and hangs on. */
const TIMEOUTS = {
  connectionTimeout: TABLE_TIMEOUTS.connectMs,
  requestTimeout: TABLE_TIMEOUTS.answerMs,
  throwOnRequestTimeout: true,
};

/** The SDK queues what has no socket, and the queue's time counts as the request's. */
const AGENT = { keepAlive: true, maxSockets: MAX_TABLE_REQUESTS };

/** One attempt per call: the writer retries itself, because only it knows which items are still to be written. */
export function createTableClient(region: string): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 1,
    requestHandler: { ...TIMEOUTS, httpAgent: AGENT, httpsAgent: AGENT },
  });
}
