import { expect, test } from 'vitest';
import { GLUE_OPERATIONS } from '../../src/glue/operations.ts';
import { GLUE_RESOURCES, readResources } from '../../src/iam/glue-resources.ts';

const owner = { accountId: '111111111111', region: 'eu-central-1' };
const BASE = 'arn:aws:glue:eu-central-1:111111111111';
const SchemaId = { RegistryName: 'r', SchemaName: 's' };
const REGISTRY = `${BASE}:registry/r`;
const SCHEMA = `${BASE}:schema/r/s`;
const OTHER = 'arn:aws:glue:eu-central-1:222222222222';

test('every operation there is can be authorised', () => {
  expect([...GLUE_OPERATIONS.keys()].filter((name) => !GLUE_RESOURCES.has(name))).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['CreateRegistry', { RegistryName: 'r' }, [REGISTRY]],
  ['GetRegistry', { RegistryId: { RegistryName: 'r' } }, [REGISTRY]],
  ['GetRegistry', { RegistryId: { RegistryArn: `${OTHER}:registry/r` } }, [`${OTHER}:registry/r`]],
  ['GetRegistry', {}, [`${BASE}:registry/default-registry`]],
  ['ListRegistries', {}, []],
  ['CreateSchema', { RegistryId: { RegistryName: 'r' }, SchemaName: 's' }, [REGISTRY, SCHEMA]],
  ['CreateSchema', { RegistryId: { RegistryArn: REGISTRY }, SchemaName: 's' }, [REGISTRY, SCHEMA]],
  [
    'CreateSchema',
    { SchemaName: 's' },
    [`${BASE}:registry/default-registry`, `${BASE}:schema/default-registry/s`],
  ],
  ['GetSchema', { SchemaId }, [REGISTRY, SCHEMA]],
  [
    'GetSchema',
    { SchemaId: { SchemaArn: `${OTHER}:schema/r/s` } },
    [`${OTHER}:registry/r`, `${OTHER}:schema/r/s`],
  ],
  ['GetSchema', { SchemaId: { SchemaArn: 'nonsense' } }, ['nonsense']],
  ['GetSchema', { SchemaId: { RegistryName: 5, SchemaName: [] } }, [`${BASE}:registry/`, `${BASE}:schema//`]],
  ['GetSchema', null, [`${BASE}:registry/`, `${BASE}:schema//`]],
  ['GetSchemaVersion', { SchemaId }, [REGISTRY, SCHEMA]],
  ['GetSchemaVersion', { SchemaVersionId: 'x' }, []],
  ['GetSchemaVersion', { SchemaVersionId: 'x', SchemaId }, []],
  ['ListSchemas', {}, []],
  ['ListSchemas', { RegistryId: { RegistryName: 'r' } }, [REGISTRY]],
  ['CheckSchemaVersionValidity', { DataFormat: 'AVRO' }, []],
  ['GetTags', { ResourceArn: SCHEMA }, [SCHEMA]],
])('%s of %j is authorised on %j', (operation, input, resources) => {
  expect(readResources(operation, input, owner)).toEqual(resources);
});
