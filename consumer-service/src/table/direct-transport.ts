import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { createBatchBodies } from './batch-body.ts';
import type { BatchTransport } from './batch-request.ts';
import { createClockOffset } from './clock-offset.ts';
import { createHttpExchange, type HttpExchange } from './http-exchange.ts';
import { parseAnswer } from './parse-answer.ts';
import { createRequestSignature, type SignRequest } from './request-signature.ts';

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
};

type Connection = { exchange: HttpExchange; sign: SignRequest };

/**
 * BatchWriteItem without what the AWS SDK does for any operation of any service. The SDK's client is asked where to
 * send it and with whose credentials, which it renews before they expire.
 */
export function createDirectTransport(
  client: Pick<DynamoDBClient, 'config'>,
  tableName: string,
): { exchange: BatchTransport; close: () => Promise<void> } {
  const toBody = createBatchBodies(tableName);
  const clock = createClockOffset();
  let connection: Promise<Connection> | undefined;

  async function connect(): Promise<Connection> {
    // The same for all of the table's requests, so once is enough, unless it fails.
    connection ??= createConnection(client, tableName).catch((error: unknown) => {
      connection = undefined;
      throw error;
    });
    return connection;
  }

  return {
    async exchange(writes) {
      const { exchange, sign } = await connect();
      const credentials = await client.config.credentials();
      const body = toBody(writes);
      const answer = await exchange.post(sign(body, credentials, clock.now()), body);
      clock.learn(answer.headers['date']);
      return parseAnswer(answer);
    },
    async close() {
      const made = await connection?.catch(() => undefined);
      await made?.exchange.close();
    },
  };
}

async function createConnection(
  { config }: Pick<DynamoDBClient, 'config'>,
  tableName: string,
): Promise<Connection> {
  const input = { RequestItems: { [tableName]: [] } };
  const { url } = await getEndpointFromInstructions(input, BatchWriteItemCommand, { ...config });
  const region = await config.region();
  const headers = { ...HEADERS, host: url.host };
  return {
    exchange: createHttpExchange(url),
    sign: createRequestSignature({ region, path: url.pathname, headers }),
  };
}
