import { EXTERNAL_ID, ROLE_ARN } from './accounts.ts';
import type { Step } from './python/boto3.ts';

/** A step, and what its outcome has to contain. */
export type StepCase = { title: string; step: Step; expected: object };

const registry = { RegistryName: 'shop' };
const order = { RegistryName: 'shop', SchemaName: 'order' };
const REGISTRY_ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/shop';
const SCHEMA_ARN = 'arn:aws:glue:eu-central-1:111111111111:schema/shop/order';
const recordOf = (...fields: string[]): string =>
  `{"type":"record","name":"Order","fields":[${fields.join(',')}]}`;
const ID = '{"name":"id","type":"string"}';
const NOTE = '{"name":"note","type":["null","string"],"default":null}';
const COUNT = '{"name":"count","type":"int"}';

const output = (members: object) => ({ output: members });
const error = (code: string, message: string) => ({ error: code, message, status: 400 });
const notFound = (message: string) => error('EntityNotFoundException', message);

const step = (call: string, input?: Step['input'], rest: Partial<Step> = {}): Step => ({
  call,
  ...(input === undefined ? {} : { input }),
  ...rest,
});

export const REGISTRY_STEPS: readonly StepCase[] = [
  {
    title: 'says who it is',
    step: step('sts.get_caller_identity'),
    expected: output({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/owner' }),
  },
  {
    title: 'creates a registry',
    step: step('glue.create_registry', { ...registry, Description: 'of the shop', Tags: { team: 'a' } }),
    expected: output({ RegistryName: 'shop', RegistryArn: REGISTRY_ARN, Description: 'of the shop' }),
  },
  {
    title: 'creates no registry twice',
    step: step('glue.create_registry', registry),
    expected: error('AlreadyExistsException', 'Registry already exists. RegistryName: shop'),
  },
  {
    title: 'reads the registry',
    step: step('glue.get_registry', { RegistryId: registry }),
    expected: output({ RegistryName: 'shop', RegistryArn: REGISTRY_ARN, Status: 'AVAILABLE' }),
  },
  {
    title: 'finds no registry that is not there',
    step: step('glue.get_registry', { RegistryId: { RegistryName: 'nowhere' } }),
    expected: notFound('Registry is not found. RegistryName: nowhere, RegistryArn: null'),
  },
  {
    title: 'checks a name itself, before it asks',
    step: step('glue.create_registry', { RegistryName: '' }),
    expected: {
      error: 'ParamValidationError',
      message:
        'Parameter validation failed:\nInvalid length for parameter RegistryName, value: 0, valid min length: 1',
    },
  },
];

export const SCHEMA_STEPS: readonly StepCase[] = [
  {
    title: 'creates no schema without a compatibility',
    step: step('glue.create_schema', {
      RegistryId: registry,
      SchemaName: 'order',
      DataFormat: 'AVRO',
      SchemaDefinition: recordOf(ID),
    }),
    expected: error('InvalidInputException', 'Compatibility is not valid.'),
  },
  {
    title: 'creates a schema',
    step: step(
      'glue.create_schema',
      {
        RegistryId: registry,
        SchemaName: 'order',
        DataFormat: 'AVRO',
        Compatibility: 'BACKWARD',
        SchemaDefinition: recordOf(ID),
      },
      { keep: { first: 'SchemaVersionId' } },
    ),
    expected: output({
      ...order,
      SchemaArn: SCHEMA_ARN,
      SchemaCheckpoint: 1,
      LatestSchemaVersion: 1,
      NextSchemaVersion: 2,
      SchemaStatus: 'AVAILABLE',
      SchemaVersionStatus: 'AVAILABLE',
    }),
  },
  {
    title: 'creates no schema twice',
    step: step('glue.create_schema', {
      RegistryId: registry,
      SchemaName: 'order',
      DataFormat: 'AVRO',
      Compatibility: 'BACKWARD',
      SchemaDefinition: recordOf(ID),
    }),
    expected: error('AlreadyExistsException', 'Schema already exists. SchemaName: order'),
  },
  {
    title: 'finds no schema that is not there',
    step: step('glue.get_schema', { SchemaId: { ...order, SchemaName: 'none' } }),
    expected: notFound('Schema is not found. RegistryName: shop, SchemaName: none, SchemaArn: null'),
  },
  {
    title: 'finds no schema of a registry that is not there',
    step: step('glue.get_schema', { SchemaId: { ...order, RegistryName: 'nowhere' } }),
    expected: notFound('Registry is not found. RegistryName: nowhere'),
  },
  {
    title: 'registers a compatible version',
    step: step(
      'glue.register_schema_version',
      { SchemaId: order, SchemaDefinition: recordOf(ID, NOTE) },
      { keep: { second: 'SchemaVersionId' } },
    ),
    expected: output({ VersionNumber: 2, Status: 'AVAILABLE' }),
  },
  {
    title: 'registers a known definition as the version it is, white space aside',
    step: step('glue.register_schema_version', { SchemaId: order, SchemaDefinition: ` ${recordOf(ID)}\n` }),
    expected: output({ VersionNumber: 1, Status: 'AVAILABLE' }),
  },
  {
    title: 'registers an incompatible version in FAILURE, without an error',
    step: step(
      'glue.register_schema_version',
      { SchemaId: order, SchemaDefinition: recordOf(ID, COUNT) },
      { keep: { failed: 'SchemaVersionId' } },
    ),
    expected: output({ VersionNumber: 3, Status: 'FAILURE' }),
  },
  {
    title: 'counts the failed version',
    step: step('glue.get_schema', { SchemaId: order }),
    expected: output({ LatestSchemaVersion: 3, NextSchemaVersion: 4, Compatibility: 'BACKWARD' }),
  },
  {
    title: 'reads the latest version, which is none that failed',
    step: step('glue.get_schema_version', {
      SchemaId: order,
      SchemaVersionNumber: { LatestVersion: true },
    }),
    expected: output({ VersionNumber: 2, Status: 'AVAILABLE', SchemaDefinition: recordOf(ID, NOTE) }),
  },
  {
    title: 'reads a failed version by id',
    step: step('glue.get_schema_version', { SchemaVersionId: '$failed' }),
    expected: output({ VersionNumber: 3, Status: 'FAILURE', SchemaDefinition: recordOf(ID, COUNT) }),
  },
  {
    title: 'finds the id of a definition',
    step: step('glue.get_schema_by_definition', { SchemaId: order, SchemaDefinition: recordOf(ID, NOTE) }),
    expected: output({ DataFormat: 'AVRO', SchemaArn: SCHEMA_ARN, Status: 'AVAILABLE' }),
  },
  {
    title: 'finds no id of another definition',
    step: step('glue.get_schema_by_definition', { SchemaId: order, SchemaDefinition: recordOf() }),
    expected: notFound('Schema version is not found.'),
  },
  {
    title: 'compares two versions',
    step: step('glue.get_schema_versions_diff', {
      SchemaId: order,
      SchemaDiffType: 'SYNTAX_DIFF',
      FirstSchemaVersionNumber: { VersionNumber: 1 },
      SecondSchemaVersionNumber: { VersionNumber: 2 },
    }),
    expected: output({ Diff: `[{"op":"add","path":"/fields/1","value":${NOTE}}]` }),
  },
];

const versionPage = (...versions: [number, string][]) => ({
  Schemas: versions.map(([VersionNumber, Status]) => ({ VersionNumber, Status })),
});

export const PAGE_STEPS: readonly StepCase[] = [
  {
    title: 'makes a second schema, for the pages',
    step: step('glue.create_schema', {
      RegistryId: registry,
      SchemaName: 'parcel',
      DataFormat: 'AVRO',
      Compatibility: 'NONE',
      SchemaDefinition: '"string"',
    }),
    expected: output({ SchemaName: 'parcel' }),
  },
  {
    title: 'lists versions page by page, those that failed last',
    step: step(
      'glue.list_schema_versions',
      { SchemaId: order, PaginationConfig: { PageSize: 2 } },
      { pages: true },
    ),
    expected: output({
      pages: [versionPage([2, 'AVAILABLE'], [1, 'AVAILABLE']), versionPage([3, 'FAILURE'])],
    }),
  },
  {
    title: 'lists schemas page by page',
    step: step(
      'glue.list_schemas',
      { RegistryId: registry, PaginationConfig: { PageSize: 1 } },
      { pages: true },
    ),
    expected: output({
      pages: [{ Schemas: [{ SchemaName: 'order' }] }, { Schemas: [{ SchemaName: 'parcel' }] }],
    }),
  },
  {
    title: 'lists registries page by page',
    step: step('glue.list_registries', { PaginationConfig: { PageSize: 1 } }, { pages: true }),
    expected: output({
      pages: [{ Registries: [{ RegistryName: 'interop' }] }, { Registries: [{ RegistryName: 'shop' }] }],
    }),
  },
];

/** As the other account, which has no registry of its own. */
export const ROLE_STEPS: readonly StepCase[] = [
  {
    title: 'sees nothing of the owner by itself',
    step: step('glue.get_registry', { RegistryId: { RegistryName: 'interop' } }),
    expected: notFound('Registry is not found. RegistryName: interop, RegistryArn: null'),
  },
  {
    title: 'does not get the role without the ExternalId',
    step: step('sts.assume_role', { RoleArn: ROLE_ARN, RoleSessionName: 'boto3' }),
    expected: {
      error: 'AccessDenied',
      message: `User: arn:aws:iam::222222222222:user/reader is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
      status: 403,
    },
  },
  {
    title: 'gets the role with it',
    step: step('sts.assume_role', { RoleArn: ROLE_ARN, RoleSessionName: 'boto3', ExternalId: EXTERNAL_ID }),
    expected: output({
      AssumedRoleUser: { Arn: 'arn:aws:sts::111111111111:assumed-role/registry-read/boto3' },
    }),
  },
  {
    title: 'is the role in that session',
    step: step('sts.get_caller_identity', {}, { as: 'session' }),
    expected: output({
      Account: '111111111111',
      Arn: 'arn:aws:sts::111111111111:assumed-role/registry-read/boto3',
    }),
  },
];
