import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  GetRegistryCommand,
  GetSchemaCommand,
  GetSchemaVersionCommand,
  ListRegistriesCommand,
} from '@aws-sdk/client-glue';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { AccountDefinition } from '../../src/emulator.ts';
import { CONSUMER, createTestEmulator, PRODUCER, STRANGER } from '../emulator-fixture.ts';

type Policies = AccountDefinition['users'][number]['policies'];
type Statement = NonNullable<Policies>[number]['Statement'][number];

const BASE = 'arn:aws:glue:eu-central-1:111111111111';
const ROLE = 'arn:aws:iam::111111111111:role/lent';
const policy = (...Statement: Statement[]): NonNullable<Policies> => [{ Version: '2012-10-17', Statement }];
const allow = (Action: string | string[], Resource: string | string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** The producer has no policies; a reader in the same account has those given. */
async function startWith(policies: Policies) {
  const { glueAs, stsAs } = await createTestEmulator({
    accounts: [
      {
        accountId: '111111111111',
        users: [
          { userName: 'producer', ...PRODUCER },
          { userName: 'reader', ...CONSUMER, policies },
        ],
        roles: [],
      },
    ],
  });
  const owner = glueAs(PRODUCER);
  await owner.send(new CreateRegistryCommand({ RegistryName: 'shop' }));
  return { owner, reader: glueAs(CONSUMER), readerSts: stsAs(CONSUMER) };
}

const denied = (what: string) => ({
  name: 'AccessDeniedException',
  message: `User: arn:aws:iam::111111111111:user/reader is not authorized to perform: ${what}`,
  $metadata: { httpStatusCode: 400 },
});

test('who has no policies may do everything in the account, who has an empty list nothing', async () => {
  const { owner, reader, readerSts } = await startWith([]);
  expect((await owner.send(new ListRegistriesCommand({}))).Registries).toHaveLength(1);
  await expect(reader.send(new ListRegistriesCommand({}))).rejects.toMatchObject(
    denied('glue:ListRegistries because no identity-based policy allows the glue:ListRegistries action'),
  );
  // Nobody needs a permission to ask who they are.
  expect((await readerSts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/user\/reader$/);
});

test('a registry that the policy does not name is refused with its ARN, whether it exists or not', async () => {
  const { reader } = await startWith(policy(allow('glue:GetRegistry', `${BASE}:registry/shop`)));
  const get = (RegistryName: string) => reader.send(new GetRegistryCommand({ RegistryId: { RegistryName } }));
  expect((await get('shop')).Status).toBe('AVAILABLE');
  await expect(get('absent')).rejects.toMatchObject(
    denied(
      `glue:GetRegistry on resource: ${BASE}:registry/absent ` +
        'because no identity-based policy allows the glue:GetRegistry action',
    ),
  );
});

test('a schema needs both the schema and its registry to be allowed', async () => {
  const statement = allow('glue:*Schema', [`${BASE}:schema/shop/*`, `${BASE}:registry/shop`]);
  const { owner, reader } = await startWith(policy(statement));
  await owner.send(
    new CreateSchemaCommand({
      RegistryId: { RegistryName: 'shop' },
      SchemaName: 'order',
      DataFormat: 'AVRO',
      Compatibility: 'FULL',
      SchemaDefinition: '"string"',
    }),
  );
  const SchemaId = { RegistryName: 'shop', SchemaName: 'order' };
  expect((await reader.send(new GetSchemaCommand({ SchemaId }))).SchemaName).toBe('order');

  const { reader: without } = await startWith(policy(allow('glue:GetSchema', `${BASE}:schema/shop/*`)));
  await expect(without.send(new GetSchemaCommand({ SchemaId }))).rejects.toMatchObject(
    denied(
      `glue:GetSchema on resource: ${BASE}:registry/shop ` +
        'because no identity-based policy allows the glue:GetSchema action',
    ),
  );
});

test('an explicit deny says so', async () => {
  const everything = allow('*', '*');
  const { reader } = await startWith(
    policy(everything, { Effect: 'Deny', Action: 'glue:Get*', Resource: '*' }),
  );
  await reader.send(new ListRegistriesCommand({}));
  await expect(
    reader.send(new GetRegistryCommand({ RegistryId: { RegistryName: 'shop' } })),
  ).rejects.toMatchObject(
    denied(
      `glue:GetRegistry on resource: ${BASE}:registry/shop with an explicit deny in an identity-based policy`,
    ),
  );
});

test('a version by its id is of no resource: only a statement about everything allows it', async () => {
  const get = new GetSchemaVersionCommand({ SchemaVersionId: '00000000-0000-4000-8000-000000000000' });
  const { reader: narrow } = await startWith(policy(allow('glue:GetSchemaVersion', `${BASE}:schema/*`)));
  await expect(narrow.send(get)).rejects.toMatchObject(
    denied('glue:GetSchemaVersion because no identity-based policy allows the glue:GetSchemaVersion action'),
  );
  const { reader: wide } = await startWith(policy(allow('glue:GetSchemaVersion', '*')));
  await expect(wide.send(get)).rejects.toMatchObject({ name: 'EntityNotFoundException' });
});

/** A role of account 1 that trusts the given principals; callers in account 1 (reader) and account 2 (stranger). */
async function assume(
  as: typeof CONSUMER,
  trustedPrincipals: string[],
  policies: Policies,
  rolePolicies?: Policies,
) {
  const { stsAs, glueAs } = await createTestEmulator({
    accounts: [
      {
        accountId: '111111111111',
        users: [{ userName: 'reader', ...CONSUMER, policies }],
        roles: [{ roleName: 'lent', trustedPrincipals, policies: rolePolicies }],
      },
      {
        accountId: '222222222222',
        users: [{ userName: 'stranger', ...STRANGER, policies }],
        roles: [],
      },
    ],
  });
  const { Credentials } = await stsAs(as).send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'test' }),
  );
  return glueAs({
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  });
}

const ROOTS = ['111111111111', '222222222222'];
const BY_NAME = ['arn:aws:iam::111111111111:user/reader', 'arn:aws:iam::222222222222:user/stranger'];
const MAY_ASSUME = policy(allow('sts:AssumeRole', ROLE));
const MAY_NOT = policy({ Effect: 'Deny', Action: 'sts:*', Resource: '*' });

test.each<[string, typeof CONSUMER, string[], Policies, boolean]>([
  ['of another account with a policy for it', STRANGER, ROOTS, MAY_ASSUME, true],
  ['of another account without one', STRANGER, ROOTS, [], false],
  ['of another account trusted by name, without one', STRANGER, BY_NAME, [], false],
  ['of the same account with a policy for it', CONSUMER, ROOTS, MAY_ASSUME, true],
  ['of the same account without one', CONSUMER, ROOTS, [], false],
  ['of the same account trusted by name, without one', CONSUMER, BY_NAME, [], true],
  ['of the same account trusted by name, with a deny', CONSUMER, BY_NAME, MAY_NOT, false],
  ['with a policy for another role', STRANGER, ROOTS, policy(allow('sts:AssumeRole', `${ROLE}2`)), false],
  ['that the role does not trust', STRANGER, ['111111111111'], MAY_ASSUME, false],
])('a caller %s', async (_title, as, trusted, policies, isAllowed) => {
  const outcome = await assume(as, trusted, policies).then(
    () => 'assumed',
    (error: Error) => error.name,
  );
  expect(outcome).toBe(isAllowed ? 'assumed' : 'AccessDenied');
});

test("a session may do what its role's policies allow, and is refused by its own name", async () => {
  const session = await assume(CONSUMER, BY_NAME, [], policy(allow('glue:ListRegistries', '*')));
  expect((await session.send(new ListRegistriesCommand({}))).Registries).toEqual([]);
  await expect(session.send(new CreateRegistryCommand({ RegistryName: 'x' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::111111111111:assumed-role/lent/test is not authorized to perform: glue:CreateRegistry ' +
      `on resource: ${BASE}:registry/x because no identity-based policy allows the glue:CreateRegistry action`,
  });
});
