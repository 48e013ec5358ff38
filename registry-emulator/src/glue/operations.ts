import { checkSchemaVersionValidity } from './check-schema-version-validity.ts';
import { createRegistry } from './create-registry.ts';
import { createSchema } from './create-schema.ts';
import { deleteRegistry } from './delete-registry.ts';
import { deleteSchemaVersions } from './delete-schema-versions.ts';
import { deleteSchema } from './delete-schema.ts';
import { getRegistry } from './get-registry.ts';
import { getSchema } from './get-schema.ts';
import { getSchemaByDefinition } from './get-schema-by-definition.ts';
import { getSchemaVersion } from './get-schema-version.ts';
import { getSchemaVersionsDiff } from './get-schema-versions-diff.ts';
import { getTags } from './get-tags.ts';
import { listRegistries } from './list-registries.ts';
import { listSchemaVersions } from './list-schema-versions.ts';
import { listSchemas } from './list-schemas.ts';
import type { GlueOperation } from './operation.ts';
import { putSchemaVersionMetadata } from './put-schema-version-metadata.ts';
import { querySchemaVersionMetadata } from './query-schema-version-metadata.ts';
import { registerSchemaVersion } from './register-schema-version.ts';
import { removeSchemaVersionMetadata } from './remove-schema-version-metadata.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateRegistry } from './update-registry.ts';
import { updateSchema } from './update-schema.ts';

export const GLUE_OPERATIONS: ReadonlyMap<string, GlueOperation> = new Map([
  ['CreateRegistry', createRegistry],
  ['GetRegistry', getRegistry],
  ['ListRegistries', listRegistries],
  ['UpdateRegistry', updateRegistry],
  ['DeleteRegistry', deleteRegistry],
  ['CreateSchema', createSchema],
  ['GetSchema', getSchema],
  ['ListSchemas', listSchemas],
  ['UpdateSchema', updateSchema],
  ['DeleteSchema', deleteSchema],
  ['RegisterSchemaVersion', registerSchemaVersion],
  ['GetSchemaVersion', getSchemaVersion],
  ['GetSchemaByDefinition', getSchemaByDefinition],
  ['ListSchemaVersions', listSchemaVersions],
  ['GetSchemaVersionsDiff', getSchemaVersionsDiff],
  ['DeleteSchemaVersions', deleteSchemaVersions],
  ['CheckSchemaVersionValidity', checkSchemaVersionValidity],
  ['PutSchemaVersionMetadata', putSchemaVersionMetadata],
  ['RemoveSchemaVersionMetadata', removeSchemaVersionMetadata],
  ['QuerySchemaVersionMetadata', querySchemaVersionMetadata],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['GetTags', getTags],
]);
