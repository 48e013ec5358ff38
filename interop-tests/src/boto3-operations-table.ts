import type { StepCase } from './boto3-table.ts';

/*
 * What is beyond the way of a producer and a consumer: changing, describing and deleting what is registered.
 */

const registry = { RegistryName: 'depot' };
const box = { RegistryName: 'depot', SchemaName: 'box' };
const REGISTRY_ARN = 'arn:aws:glue:eu-central-1:111111111111:registry/depot';
const SCHEMA_ARN = 'arn:aws:glue:eu-central-1:111111111111:schema/depot/box';

/** Version n has n optional fields. */
const definitionOf = (version: number): string => {
  const fields = Array.from({ length: version }, (_, index) => ({
    name: `f${index + 1}`,
    type: ['null', 'int'],
    default: null,
  }));
  return JSON.stringify({ type: 'record', name: 'Box', fields });
};

const output = (members: object) => ({ output: members });
const invalid = (message: string) => ({ error: 'InvalidInputException', message, status: 400 });

const owner = (value: string) => ({
  SchemaVersionId: '$second',
  MetadataKeyValue: { MetadataKey: 'owner', MetadataValue: value },
});

const BEGINNING: readonly StepCase[] = [
  {
    title: 'creates a registry',
    step: { call: 'glue.create_registry', input: registry },
    expected: output({ RegistryArn: REGISTRY_ARN }),
  },
  {
    title: 'creates a schema',
    step: {
      call: 'glue.create_schema',
      input: {
        RegistryId: registry,
        SchemaName: 'box',
        DataFormat: 'AVRO',
        Compatibility: 'BACKWARD',
        SchemaDefinition: definitionOf(1),
      },
    },
    expected: output({ SchemaArn: SCHEMA_ARN }),
  },
  ...[2, 3, 4].map((number) => ({
    title: `registers version ${number}`,
    step: {
      call: 'glue.register_schema_version',
      input: { SchemaId: box, SchemaDefinition: definitionOf(number) },
      ...(number === 2 ? { keep: { second: 'SchemaVersionId' } } : {}),
    },
    expected: output({ VersionNumber: number, Status: 'AVAILABLE' }),
  })),
];

const UPDATES: readonly StepCase[] = [
  {
    title: 'describes the registry anew',
    step: { call: 'glue.update_registry', input: { RegistryId: registry, Description: 'of the depot' } },
    expected: output({ RegistryName: 'depot', RegistryArn: REGISTRY_ARN }),
  },
  {
    title: 'reads the new description',
    step: { call: 'glue.get_registry', input: { RegistryId: registry } },
    expected: output({ Description: 'of the depot' }),
  },
  {
    title: 'changes no compatibility without a checkpoint',
    step: { call: 'glue.update_schema', input: { SchemaId: box, Compatibility: 'FULL' } },
    expected: invalid('Schema version checkpoint is missing.'),
  },
  {
    title: 'changes compatibility and checkpoint',
    step: {
      call: 'glue.update_schema',
      input: { SchemaId: box, Compatibility: 'FULL', SchemaVersionNumber: { VersionNumber: 2 } },
    },
    expected: output({ RegistryName: 'depot', SchemaName: 'box', SchemaArn: SCHEMA_ARN }),
  },
  {
    title: 'reads both',
    step: { call: 'glue.get_schema', input: { SchemaId: box } },
    expected: output({ Compatibility: 'FULL', SchemaCheckpoint: 2, LatestSchemaVersion: 4 }),
  },
];

const METADATA: readonly StepCase[] = [
  {
    title: 'puts metadata',
    step: { call: 'glue.put_schema_version_metadata', input: owner('one') },
    expected: output({
      LatestVersion: false,
      VersionNumber: 0,
      MetadataKey: 'owner',
      MetadataValue: 'one',
    }),
  },
  {
    title: 'puts no pair twice',
    step: { call: 'glue.put_schema_version_metadata', input: owner('one') },
    expected: { error: 'AlreadyExistsException', status: 400 },
  },
  {
    title: 'puts another value of the key',
    step: { call: 'glue.put_schema_version_metadata', input: owner('two') },
    expected: output({ MetadataValue: 'two' }),
  },
  {
    title: 'reads the newest value first',
    step: { call: 'glue.query_schema_version_metadata', input: { SchemaVersionId: '$second' } },
    expected: output({
      MetadataInfoMap: {
        owner: { MetadataValue: 'two', OtherMetadataValueList: [{ MetadataValue: 'one' }] },
      },
    }),
  },
  {
    title: 'removes a pair',
    step: { call: 'glue.remove_schema_version_metadata', input: owner('one') },
    expected: output({ MetadataKey: 'owner', MetadataValue: 'one' }),
  },
  {
    title: 'removes no pair twice',
    step: { call: 'glue.remove_schema_version_metadata', input: owner('one') },
    expected: { error: 'EntityNotFoundException', status: 400 },
  },
  {
    title: 'reads what is left',
    step: { call: 'glue.query_schema_version_metadata', input: { SchemaVersionId: '$second' } },
    expected: output({ MetadataInfoMap: { owner: { MetadataValue: 'two', OtherMetadataValueList: [] } } }),
  },
];

const TAGS: readonly StepCase[] = [
  {
    title: 'tags a schema',
    step: { call: 'glue.tag_resource', input: { ResourceArn: SCHEMA_ARN, TagsToAdd: { a: '1', b: '2' } } },
    expected: output({}),
  },
  {
    title: 'takes a tag away',
    step: { call: 'glue.untag_resource', input: { ResourceArn: SCHEMA_ARN, TagsToRemove: ['a'] } },
    expected: output({}),
  },
  {
    title: 'reads the tags that are left',
    step: { call: 'glue.get_tags', input: { ResourceArn: SCHEMA_ARN } },
    expected: output({ Tags: { b: '2' } }),
  },
];

const VALIDITY: readonly StepCase[] = [
  {
    title: 'finds a definition valid',
    step: {
      call: 'glue.check_schema_version_validity',
      input: { DataFormat: 'AVRO', SchemaDefinition: definitionOf(1) },
    },
    expected: output({ Valid: true }),
  },
  {
    title: 'finds a definition not valid, without an error',
    step: {
      call: 'glue.check_schema_version_validity',
      input: { DataFormat: 'AVRO', SchemaDefinition: 'not a definition' },
    },
    expected: output({ Valid: false }),
  },
];

const DELETIONS: readonly StepCase[] = [
  {
    title: 'deletes no checkpoint',
    step: { call: 'glue.delete_schema_versions', input: { SchemaId: box, Versions: '2' } },
    expected: invalid('Cannot delete checkpoint version.'),
  },
  {
    title: 'deletes a range, and names what is not there',
    step: { call: 'glue.delete_schema_versions', input: { SchemaId: box, Versions: '3-4,999' } },
    expected: output({
      SchemaVersionErrors: [
        {
          VersionNumber: 999,
          ErrorDetails: {
            ErrorCode: 'ResourceNotFoundException',
            ErrorMessage: 'Version number not found',
          },
        },
      ],
    }),
  },
  {
    title: 'lists what is left',
    step: { call: 'glue.list_schema_versions', input: { SchemaId: box } },
    expected: output({ Schemas: [{ VersionNumber: 2 }, { VersionNumber: 1 }] }),
  },
  {
    title: 'gives no number twice',
    step: {
      call: 'glue.register_schema_version',
      input: { SchemaId: box, SchemaDefinition: definitionOf(3) },
    },
    expected: output({ VersionNumber: 5, Status: 'AVAILABLE' }),
  },
  {
    title: 'deletes the schema',
    step: { call: 'glue.delete_schema', input: { SchemaId: box } },
    expected: output({ SchemaArn: SCHEMA_ARN, SchemaName: 'box', Status: 'DELETING' }),
  },
  {
    title: 'deletes the registry',
    step: { call: 'glue.delete_registry', input: { RegistryId: registry } },
    expected: output({ RegistryArn: REGISTRY_ARN, RegistryName: 'depot', Status: 'DELETING' }),
  },
];

export const OPERATION_STEPS: readonly StepCase[] = [
  ...BEGINNING,
  ...UPDATES,
  ...METADATA,
  ...TAGS,
  ...VALIDITY,
  ...DELETIONS,
];
