import * as glue from '@aws-sdk/client-glue';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { startEmulator } from '@glueline/registry-emulator';
import { expect, onTestFinished, test } from 'vitest';
import { type AccountCredentials, createAccounts, toAccountsDocument } from '../../src/aws/accounts.ts';

test('the role is in the producer account and trusts the consumer account with the ExternalId', () => {
  const accounts = createAccounts();
  const [producer, consumer] = toAccountsDocument(accounts).accounts;

  expect(producer?.roles).toEqual([
    {
      roleName: 'glueline-registry-read',
      trustedPrincipals: ['arn:aws:iam::222222222222:root'],
      externalId: accounts.registryExternalId,
      maxSessionDurationSeconds: 3600,
      policies: [
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'glue:GetSchemaVersion', Resource: '*' }],
        },
      ],
    },
  ]);
  expect(accounts.registryRoleArn).toBe('arn:aws:iam::111111111111:role/glueline-registry-read');
  expect(consumer?.roles).toEqual([]);
});

test('no run accepts the secrets of another', () => {
  const [first, second] = [createAccounts(), createAccounts()];
  expect(first.producer.secretAccessKey).not.toBe(second.producer.secretAccessKey);
  expect(first.producer.secretAccessKey).not.toBe(first.consumer.secretAccessKey);
  expect(first.producer.secretAccessKey).not.toBe(first.operator.secretAccessKey);
  expect(first.registryExternalId).not.toBe(second.registryExternalId);
});

const SchemaId = { RegistryName: 'r', SchemaName: 's' };
const RegistryId = { RegistryName: 'r' };
const SchemaVersionId = '00000000-0000-4000-8000-000000000000';
const DataFormat = 'AVRO';
const ResourceArn = 'arn:aws:glue:eu-central-1:111111111111:registry/r';
const MetadataKeyValue = { MetadataKey: 'k', MetadataValue: 'v' };
const SchemaDefinition = '"string"';

/** Every operation of the schema registry. What the requests name need not be there: authorisation comes first. */
const REQUESTS = {
  CheckSchemaVersionValidity: new glue.CheckSchemaVersionValidityCommand({ DataFormat, SchemaDefinition }),
  CreateRegistry: new glue.CreateRegistryCommand(RegistryId),
  CreateSchema: new glue.CreateSchemaCommand({ RegistryId, SchemaName: 's', DataFormat }),
  DeleteRegistry: new glue.DeleteRegistryCommand({ RegistryId }),
  DeleteSchema: new glue.DeleteSchemaCommand({ SchemaId }),
  DeleteSchemaVersions: new glue.DeleteSchemaVersionsCommand({ SchemaId, Versions: '2' }),
  GetRegistry: new glue.GetRegistryCommand({ RegistryId }),
  GetSchema: new glue.GetSchemaCommand({ SchemaId }),
  GetSchemaByDefinition: new glue.GetSchemaByDefinitionCommand({ SchemaId, SchemaDefinition }),
  GetSchemaVersion: new glue.GetSchemaVersionCommand({ SchemaVersionId }),
  GetSchemaVersionsDiff: new glue.GetSchemaVersionsDiffCommand({
    SchemaId,
    FirstSchemaVersionNumber: { VersionNumber: 1 },
    SecondSchemaVersionNumber: { VersionNumber: 2 },
    SchemaDiffType: 'SYNTAX_DIFF',
  }),
  GetTags: new glue.GetTagsCommand({ ResourceArn }),
  ListRegistries: new glue.ListRegistriesCommand({}),
  ListSchemaVersions: new glue.ListSchemaVersionsCommand({ SchemaId }),
  ListSchemas: new glue.ListSchemasCommand({ RegistryId }),
  PutSchemaVersionMetadata: new glue.PutSchemaVersionMetadataCommand({ SchemaVersionId, MetadataKeyValue }),
  QuerySchemaVersionMetadata: new glue.QuerySchemaVersionMetadataCommand({ SchemaVersionId }),
  RegisterSchemaVersion: new glue.RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }),
  RemoveSchemaVersionMetadata: new glue.RemoveSchemaVersionMetadataCommand({
    SchemaVersionId,
    MetadataKeyValue,
  }),
  TagResource: new glue.TagResourceCommand({ ResourceArn, TagsToAdd: { a: 'b' } }),
  UntagResource: new glue.UntagResourceCommand({ ResourceArn, TagsToRemove: ['a'] }),
  UpdateRegistry: new glue.UpdateRegistryCommand({ RegistryId, Description: 'd' }),
  UpdateSchema: new glue.UpdateSchemaCommand({ SchemaId, Description: 'd' }),
};

type AnyCommand = (typeof REQUESTS)['GetSchema'];

async function startAccounts() {
  const accounts = createAccounts();
  const emulator = await startEmulator({
    host: '127.0.0.1',
    port: 0,
    ...toAccountsDocument(accounts),
  });
  onTestFinished(() => emulator.close());
  return { accounts, aws: { endpoint: emulator.endpoint, region: 'eu-central-1', maxAttempts: 1 } };
}

type Started = Awaited<ReturnType<typeof startAccounts>>;

async function assumeRegistryRole({ aws, accounts }: Started, credentials: AccountCredentials) {
  const sts = new STSClient({ ...aws, credentials });
  onTestFinished(() => sts.destroy());
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: accounts.registryRoleArn,
      RoleSessionName: 'test',
      ExternalId: accounts.registryExternalId,
    }),
  );
  return {
    accessKeyId: session!.AccessKeyId!,
    secretAccessKey: session!.SecretAccessKey!,
    sessionToken: session!.SessionToken!,
  };
}

/** The operations that are not denied; every other answer, also an error, comes from an operation that ran. */
async function allowedOperations(
  { aws }: Started,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
): Promise<string[]> {
  const client = new glue.GlueClient({ ...aws, credentials });
  onTestFinished(() => client.destroy());
  const allowed: string[] = [];
  for (const [name, command] of Object.entries(REQUESTS)) {
    const error: unknown = await client.send(command as AnyCommand).catch((reason: unknown) => reason);
    if (!(error instanceof glue.AccessDeniedException)) allowed.push(name);
  }
  return allowed;
}

test('the producer may do what it calls, and nothing else', async () => {
  const started = await startAccounts();
  expect(await allowedOperations(started, started.accounts.producer)).toEqual([
    'CreateSchema',
    'GetSchema',
    'GetSchemaVersion',
    'RegisterSchemaVersion',
  ]);
});

test('the operator may do everything in the producer account', async () => {
  const started = await startAccounts();
  expect(await allowedOperations(started, started.accounts.operator)).toEqual(Object.keys(REQUESTS));
});

test("the consumer's own key may do nothing with a registry", async () => {
  const started = await startAccounts();
  expect(await allowedOperations(started, started.accounts.consumer)).toEqual([]);
});

test('the role that the consumer assumes may read schema versions, and nothing else', async () => {
  const started = await startAccounts();
  const session = await assumeRegistryRole(started, started.accounts.consumer);
  expect(await allowedOperations(started, session)).toEqual(['GetSchemaVersion']);
});

test('the producer may not assume the role', async () => {
  const started = await startAccounts();
  await expect(assumeRegistryRole(started, started.accounts.producer)).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});
