import { z } from 'zod';
import type { MetadataPair, Schema, SchemaVersion } from '../registry-state.ts';
import * as errors from './errors.ts';
import { checkMetadataText, checkVersionId } from './input-checks.ts';
import { type GlueContext, schemaIdShape, versionNumberShape } from './operation.ts';
import { findSchema, findVersion } from './resolve.ts';

/* What the three metadata operations share: how a request names the version, and how two of them answer. */

export const metadataTargetShape = {
  SchemaId: schemaIdShape,
  SchemaVersionNumber: versionNumberShape,
  SchemaVersionId: z.string().optional(),
};

export const metadataPairShape = z.object({
  MetadataKey: z.string().optional(),
  MetadataValue: z.string().optional(),
});

const targetInput = z.object(metadataTargetShape);
type TargetInput = z.output<typeof targetInput>;

export interface MetadataTarget {
  readonly schema: Schema;
  readonly version: SchemaVersion;
}

/** A version of a schema that is being deleted has no metadata any more. */
export function findMetadataTarget(request: TargetInput, context: GlueContext): MetadataTarget {
  const { SchemaId, SchemaVersionNumber, SchemaVersionId } = request;
  if (SchemaVersionId === undefined) {
    const found = findSchema(SchemaId, context.region);
    if (found.schema.goneAtMs !== undefined) throw errors.schemaNotFound(found.reference);
    return { schema: found.schema, version: findVersion(found, SchemaVersionNumber, context) };
  }
  if (SchemaId !== undefined || SchemaVersionNumber !== undefined) throw errors.versionIdNotAlone();
  const found = context.region.versionsById.get(checkVersionId(SchemaVersionId));
  if (found === undefined || found.schema.goneAtMs !== undefined) {
    throw errors.versionIdNotFound(SchemaVersionId);
  }
  return found;
}

export function readMetadataPair(pair: z.output<typeof metadataPairShape> | undefined) {
  return {
    key: checkMetadataText(pair?.MetadataKey, 'key'),
    value: checkMetadataText(pair?.MetadataValue, 'value'),
  };
}

/** By version id the service names neither schema nor number, and says 0 and false instead: recorded so. */
export function metadataAnswer(
  request: TargetInput,
  { schema, version }: MetadataTarget,
  { key, value }: Pick<MetadataPair, 'key' | 'value'>,
): Record<string, unknown> {
  const byId = request.SchemaVersionId !== undefined;
  return {
    SchemaArn: byId ? undefined : schema.arn,
    SchemaName: byId ? undefined : schema.name,
    RegistryName: byId ? undefined : schema.registryName,
    LatestVersion: request.SchemaVersionNumber?.LatestVersion ?? false,
    VersionNumber: byId ? 0 : version.number,
    SchemaVersionId: version.id,
    MetadataKey: key,
    MetadataValue: value,
  };
}
