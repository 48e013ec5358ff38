import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetRegistryCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import {
  createDynamodbClient,
  createGlueClient,
  createRegistry,
  createTable,
  realParts,
  uniqueName,
} from '../src/testing.ts';

test('a registry can be created twice, as a second start does', async () => {
  const client = createGlueClient(realParts());
  const registryName = uniqueName('registry');

  await createRegistry(client, registryName);
  await createRegistry(client, registryName);

  const found = await client.send(new GetRegistryCommand({ RegistryId: { RegistryName: registryName } }));
  expect(found.RegistryName).toBe(registryName);
});

test('a table can be created twice and has deviceId and timestamp as its key', async () => {
  const client = createDynamodbClient(realParts());
  const tableName = uniqueName('table');

  await createTable(client, tableName);
  await createTable(client, tableName);

  const found = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { deviceId: { S: '1' }, timestamp: { S: '2' } } }),
  );
  expect(found.Item).toBeUndefined();
});
