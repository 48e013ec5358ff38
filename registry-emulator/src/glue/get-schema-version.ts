import { z } from 'zod';
import { statusAt } from '../schema-versions.ts';
import { timestamp } from './answers.ts';
import * as errors from './errors.ts';
import { checkVersionId } from './input-checks.ts';
import { type GlueContext, operation, schemaIdShape, versionNumberShape } from './operation.ts';
import { findSchema, findVersion } from './resolve.ts';

const input = z.object({
  SchemaId: schemaIdShape,
  SchemaVersionId: z.string().optional(),
  SchemaVersionNumber: versionNumberShape,
});

export const getSchemaVersion = operation(input, (request, context) => {
  const { schema, version } = find(request, context);
  return {
    SchemaVersionId: version.id,
    SchemaDefinition: version.definition,
    DataFormat: schema.dataFormat,
    SchemaArn: schema.arn,
    VersionNumber: version.number,
    Status: statusAt(schema, version, context.nowMs),
    CreatedTime: timestamp(version.createdAtMs),
  };
});

// By id neither registry nor account is named, yet only the caller's own account and region are searched.
function find(request: z.output<typeof input>, context: GlueContext) {
  const { SchemaId, SchemaVersionId, SchemaVersionNumber } = request;
  if (SchemaVersionId === undefined) {
    const found = findSchema(SchemaId, context.region);
    return { schema: found.schema, version: findVersion(found, SchemaVersionNumber, context) };
  }
  if (SchemaId !== undefined || SchemaVersionNumber !== undefined) throw errors.versionIdNotAlone();
  const found = context.region.versionsById.get(checkVersionId(SchemaVersionId));
  if (found === undefined) throw errors.versionIdNotFound(SchemaVersionId);
  return found;
}
