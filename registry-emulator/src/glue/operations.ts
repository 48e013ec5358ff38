import { createRegistry } from './create-registry.ts';
import { createSchema } from './create-schema.ts';
import { getRegistry } from './get-registry.ts';
import { getSchema } from './get-schema.ts';
import { getSchemaByDefinition } from './get-schema-by-definition.ts';
import { getSchemaVersion } from './get-schema-version.ts';
import { getSchemaVersionsDiff } from './get-schema-versions-diff.ts';
import { listRegistries } from './list-registries.ts';
import { listSchemaVersions } from './list-schema-versions.ts';
import { listSchemas } from './list-schemas.ts';
import type { GlueOperation } from './operation.ts';
import { registerSchemaVersion } from './register-schema-version.ts';

export const GLUE_OPERATIONS: ReadonlyMap<string, GlueOperation> = new Map([
  ['CreateRegistry', createRegistry],
  ['GetRegistry', getRegistry],
  ['ListRegistries', listRegistries],
  ['CreateSchema', createSchema],
  ['GetSchema', getSchema],
  ['ListSchemas', listSchemas],
  ['RegisterSchemaVersion', registerSchemaVersion],
  ['GetSchemaVersion', getSchemaVersion],
  ['GetSchemaByDefinition', getSchemaByDefinition],
  ['ListSchemaVersions', listSchemaVersions],
  ['GetSchemaVersionsDiff', getSchemaVersionsDiff],
]);
