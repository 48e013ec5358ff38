import { z } from 'zod';
import { markChanged } from '../registry-state.ts';
import { statusAt } from '../schema-versions.ts';
import * as errors from './errors.ts';
import { checkCompatibility, checkDescription } from './input-checks.ts';
import { type GlueContext, operation, schemaIdShape, versionNumberShape } from './operation.ts';
import { findStayingSchema, findVersion, type FoundSchema } from './resolve.ts';

const input = z.object({
  SchemaId: schemaIdShape,
  SchemaVersionNumber: versionNumberShape,
  Compatibility: z.string().optional(),
  Description: z.string().optional(),
});

type Request = z.output<typeof input>;

// Existing versions are not checked against a new compatibility; the next registration is the first it decides on.
export const updateSchema = operation(input, (request, context) => {
  const found = findStayingSchema(request.SchemaId, context.region);
  const { schema } = found;
  Object.assign(schema, readChange(request, found, context), { updatedAtMs: context.nowMs });
  markChanged(context.store);
  return { SchemaArn: schema.arn, SchemaName: schema.name, RegistryName: schema.registryName };
});

/** Everything is checked before anything is changed. */
function readChange(request: Request, found: FoundSchema, context: GlueContext) {
  const { SchemaVersionNumber, Compatibility, Description } = request;
  if (Compatibility === undefined && SchemaVersionNumber === undefined && Description === undefined) {
    throw errors.nothingToUpdate();
  }
  checkDescription(Description);
  const { schema } = found;
  const compatibility =
    Compatibility === undefined ? schema.compatibility : checkCompatibility(Compatibility);
  if (Compatibility !== undefined && SchemaVersionNumber === undefined) throw errors.checkpointMissing();
  return {
    compatibility,
    checkpoint:
      SchemaVersionNumber === undefined ? schema.checkpoint : readCheckpoint(request, found, context),
    description: Description ?? schema.description,
  };
}

function readCheckpoint(request: Request, found: FoundSchema, context: GlueContext): number {
  const version = findVersion(found, request.SchemaVersionNumber, context);
  if (statusAt(found.schema, version, context.nowMs) !== 'AVAILABLE') throw errors.checkpointNotAvailable();
  return version.number;
}
