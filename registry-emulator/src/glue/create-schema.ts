import { z } from 'zod';
import { DEFAULT_REGISTRY_NAME, registryArn, schemaArn } from '../arn.ts';
import { addSchema, type RegionState, type Registry, type Schema } from '../registry-state.ts';
import { statusAt } from '../schema-versions.ts';
import { addNewVersion, assertRoomForVersion } from './add-new-version.ts';
import { versionCounters } from './answers.ts';
import { openRegistry } from './create-registry.ts';
import { readDefinition } from './definition.ts';
import * as errors from './errors.ts';
import {
  checkCompatibility,
  checkDataFormat,
  checkDescription,
  checkName,
  checkTags,
} from './input-checks.ts';
import { type GlueContext, operation, type RegistryIdInput, registryIdShape } from './operation.ts';
import { findRegistry, readRegistryId } from './resolve.ts';

const input = z.object({
  RegistryId: registryIdShape,
  SchemaName: z.string().optional(),
  DataFormat: z.string().optional(),
  Compatibility: z.string().optional(),
  Description: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
  SchemaDefinition: z.string().optional(),
});

// Nothing is stored before everything is checked: a refused call leaves no schema and no default registry behind.
export const createSchema = operation(input, (request, context) => {
  const draft = readDraft(request, context);
  const definition = readDefinition(draft.dataFormat, request.SchemaDefinition);
  const shape = definition.shape();
  assertRoomForVersion(context.region);
  const registry = registryForSchema(request.RegistryId, context);
  if (registry.schemas.has(draft.name)) throw errors.schemaExists(draft.name);
  const schema = newSchema(draft, registry, context);
  const version = addNewVersion(schema, definition, shape, context);
  addSchema(context.store, registry, schema);
  return {
    RegistryName: registry.name,
    RegistryArn: registryArn(context.region.accountId, context.region.region, registry.name),
    SchemaName: schema.name,
    SchemaArn: schema.arn,
    Description: schema.description,
    DataFormat: schema.dataFormat,
    Compatibility: schema.compatibility,
    ...versionCounters(schema),
    SchemaStatus: 'AVAILABLE',
    Tags: schema.tags,
    SchemaVersionId: version.id,
    SchemaVersionStatus: statusAt(schema, version, context.nowMs),
  };
});

type Draft = Pick<Schema, 'name' | 'dataFormat' | 'compatibility' | 'description' | 'tags'>;

function readDraft(request: z.output<typeof input>, { region }: GlueContext): Draft {
  if (!isDefaultRegistry(request.RegistryId, region)) findRegistry(request.RegistryId, region);
  const name = checkName(request.SchemaName, 'schemaName');
  const dataFormat = checkDataFormat(request.DataFormat);
  const compatibility = checkCompatibility(request.Compatibility);
  checkDescription(request.Description);
  checkTags(request.Tags);
  return { name, dataFormat, compatibility, description: request.Description, tags: request.Tags };
}

function isDefaultRegistry(id: RegistryIdInput, region: RegionState): boolean {
  return readRegistryId(id, region).name === DEFAULT_REGISTRY_NAME;
}

function registryForSchema(id: RegistryIdInput, context: GlueContext): Registry {
  const existing = context.region.registries.get(readRegistryId(id, context.region).name);
  if (existing?.goneAtMs !== undefined) throw errors.registryDeleting(existing.name);
  return (
    existing ?? openRegistry(DEFAULT_REGISTRY_NAME, context, { description: undefined, tags: undefined })
  );
}

function newSchema(draft: Draft, registry: Registry, { region, nowMs }: GlueContext): Schema {
  return {
    ...draft,
    registryName: registry.name,
    arn: schemaArn(region.accountId, region.region, registry.name, draft.name),
    checkpoint: 1,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    goneAtMs: undefined,
    versions: new Map(),
    nextVersionNumber: 1,
    versionByCanonical: new Map(),
    shapes: new WeakMap(),
  };
}
