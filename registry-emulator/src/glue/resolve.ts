import { DEFAULT_REGISTRY_NAME, registryArn, schemaArn } from '../arn.ts';
import type { RegionState, Registry, Schema, SchemaVersion } from '../registry-state.ts';
import { latestAvailable } from '../schema-versions.ts';
import * as errors from './errors.ts';
import { checkArn, checkName, checkVersionNumber } from './input-checks.ts';
import type { GlueContext, RegistryIdInput, SchemaIdInput, VersionNumberInput } from './operation.ts';

export interface RegistryReference {
  readonly name: string;
  /** As given by the caller, who then gave no name. */
  readonly arn: string | undefined;
}

export function readRegistryId(id: RegistryIdInput, region: RegionState): RegistryReference {
  if (id?.RegistryName !== undefined && id.RegistryArn !== undefined) throw errors.registryIdAmbiguous();
  if (id?.RegistryArn === undefined) {
    return { name: checkName(id?.RegistryName ?? DEFAULT_REGISTRY_NAME, 'registryName'), arn: undefined };
  }
  const arn = checkArn(id.RegistryArn, 'registryArn');
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  // The ARN of another account or region must find nothing here, even when the name exists.
  return { name: registryArn(region.accountId, region.region, name) === arn ? name : '', arn };
}

export function findRegistry(id: RegistryIdInput, region: RegionState): Registry {
  const { name, arn } = readRegistryId(id, region);
  const registry = region.registries.get(name);
  if (registry !== undefined) return registry;
  throw arn === undefined ? errors.registryNotFound(name) : errors.registryNotFoundByArn(arn);
}

/** For changes, which a registry that is being deleted does not take. */
export function findStayingRegistry(id: RegistryIdInput, region: RegionState): Registry {
  const registry = findRegistry(id, region);
  if (registry.goneAtMs !== undefined) throw errors.registryDeleting(registry.name);
  return registry;
}

interface SchemaReference {
  readonly registryName: string;
  readonly schemaName: string;
  readonly schemaArn: string | undefined;
}

export interface FoundSchema {
  readonly schema: Schema;
  /** The id as the caller gave it, for sentences. */
  readonly reference: SchemaReference;
}

export function findSchema(id: SchemaIdInput, region: RegionState): FoundSchema {
  const reference = readSchemaId(id);
  const registry = region.registries.get(reference.registryName);
  if (registry === undefined && reference.schemaArn === undefined) {
    throw errors.registryNotFound(reference.registryName);
  }
  const schema = registry?.schemas.get(reference.schemaName);
  if (schema === undefined || (reference.schemaArn !== undefined && !isArnOf(reference, region))) {
    throw errors.schemaNotFound(reference);
  }
  return { schema, reference };
}

/** For changes, which a schema that is being deleted does not take. */
export function findStayingSchema(id: SchemaIdInput, region: RegionState): FoundSchema {
  const found = findSchema(id, region);
  const { goneAtMs, registryName, name } = found.schema;
  if (goneAtMs !== undefined) throw errors.schemaDeleting(registryName, name);
  return found;
}

function readSchemaId(id: SchemaIdInput): SchemaReference {
  if (id?.SchemaArn !== undefined) {
    if (id.RegistryName !== undefined || id.SchemaName !== undefined) throw errors.schemaIdAmbiguous();
    const arn = checkArn(id.SchemaArn, 'schemaArn');
    const [registryName, schemaName] = arn.split('/').slice(-2);
    return { registryName: registryName ?? '', schemaName: schemaName ?? '', schemaArn: arn };
  }
  if (id?.RegistryName === undefined || id.SchemaName === undefined) throw errors.schemaIdMissing();
  return {
    registryName: checkName(id.RegistryName, 'registryName'),
    schemaName: checkName(id.SchemaName, 'schemaName'),
    schemaArn: undefined,
  };
}

function isArnOf(
  { registryName, schemaName, schemaArn: arn }: SchemaReference,
  region: RegionState,
): boolean {
  return arn === schemaArn(region.accountId, region.region, registryName, schemaName);
}

export function findVersion(
  { schema, reference }: FoundSchema,
  selector: VersionNumberInput,
  context: GlueContext,
): SchemaVersion {
  const { LatestVersion: wantsLatest = false, VersionNumber: versionNumber } = selector ?? {};
  if (wantsLatest && versionNumber !== undefined) throw errors.versionNumberAmbiguous();
  if (!wantsLatest && versionNumber === undefined) throw errors.versionNumberMissing();
  const version =
    versionNumber === undefined
      ? latestAvailable(schema, context.nowMs)
      : schema.versions.get(checkVersionNumber(versionNumber));
  if (version === undefined) throw errors.versionNumberNotFound(reference, versionNumber);
  return version;
}
