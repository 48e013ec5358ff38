import { z } from 'zod';
import type { SchemaVersion } from '../registry-state.ts';
import { statusAt } from '../schema-versions.ts';
import { addNewVersion } from './add-new-version.ts';
import { readDefinition } from './definition.ts';
import * as errors from './errors.ts';
import { type GlueContext, operation, schemaIdShape } from './operation.ts';
import { findSchema } from './resolve.ts';

const input = z.object({ SchemaId: schemaIdShape, SchemaDefinition: z.string().optional() });

export const registerSchemaVersion = operation(input, ({ SchemaId, SchemaDefinition }, context) => {
  const { schema, reference } = findSchema(SchemaId, context.region);
  const definition = readDefinition(SchemaDefinition);
  const known = schema.versionByCanonical.get(definition.canonical);
  if (known !== undefined) return answer(known, context);
  if (schema.compatibility === 'DISABLED') throw errors.versioningDisabled(reference);
  return answer(addNewVersion(schema, definition, definition.shape(), context), context);
});

function answer(version: SchemaVersion, { nowMs }: GlueContext): Record<string, unknown> {
  return {
    SchemaVersionId: version.id,
    VersionNumber: version.number,
    Status: statusAt(version, nowMs),
  };
}
