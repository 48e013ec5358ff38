import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { AlreadyExistsException, CreateRegistryCommand, type GlueClient } from '@aws-sdk/client-glue';
import type { RealParts } from '../real-parts.ts';
import { createDynamodbClient, createGlueClient } from './clients.ts';

/*
 * What the infrastructure creates before the first event. Never the topic and never the schema: those are the
 * producer's. The role is in the accounts file (accounts.ts). A second run finds everything there.
 */

export async function provision(
  parts: RealParts,
  names: { registryName: string; tableName: string },
): Promise<void> {
  const glue = createGlueClient(parts);
  const dynamodb = createDynamodbClient(parts);
  await Promise.all([createRegistry(glue, names.registryName), createTable(dynamodb, names.tableName)]);
  glue.destroy();
  dynamodb.destroy();
}

export async function createRegistry(client: GlueClient, registryName: string): Promise<void> {
  try {
    await client.send(new CreateRegistryCommand({ RegistryName: registryName }));
  } catch (error) {
    if (!(error instanceof AlreadyExistsException)) throw error;
  }
}

export async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        KeySchema: [
          { AttributeName: 'deviceId', KeyType: 'HASH' },
          { AttributeName: 'timestamp', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'deviceId', AttributeType: 'S' },
          { AttributeName: 'timestamp', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: tableName });
}
