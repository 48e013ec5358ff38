import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import type { RealParts } from '../real-parts.ts';

export const REGION = 'eu-central-1';

/** As the operator of the producer account, which owns the registry. */
export function createGlueClient({ accounts, registryEndpoint }: RealParts): GlueClient {
  return new GlueClient({ region: REGION, endpoint: registryEndpoint, credentials: accounts.operator });
}

/** As the consumer account, which owns the table. */
export function createDynamodbClient({ accounts, dynamodbEndpoint }: RealParts): DynamoDBClient {
  return new DynamoDBClient({ region: REGION, endpoint: dynamodbEndpoint, credentials: accounts.consumer });
}
