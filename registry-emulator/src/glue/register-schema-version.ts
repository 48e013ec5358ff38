import { z } from 'zod';
import type { Schema, SchemaVersion } from '../registry-state.ts';
import { statusAt } from '../schema-versions.ts';
import { addNewVersion } from './add-new-version.ts';
import { readDefinition } from './definition.ts';
import * as errors from './errors.ts';
import { type GlueContext, operation, schemaIdShape } from './operation.ts';
import { findStayingSchema } from './resolve.ts';

const input = z.object({ SchemaId: schemaIdShape, SchemaDefinition: z.string().optional() });

export const registerSchemaVersion = operation(input, ({ SchemaId, SchemaDefinition }, context) => {
  const { schema, reference } = findStayingSchema(SchemaId, context.region);
  const definition = readDefinition(schema.dataFormat, SchemaDefinition);
  const known = schema.versionByCanonical.get(definition.canonical);
  if (known !== undefined) return answer(schema, known, context);
  if (schema.compatibility === 'DISABLED') throw errors.versioningDisabled(reference);
  return answer(schema, addNewVersion(schema, definition, definition.shape(), context), context);
});

function answer(schema: Schema, version: SchemaVersion, { nowMs }: GlueContext): Record<string, unknown> {
  return {
    SchemaVersionId: version.id,
    VersionNumber: version.number,
    Status: statusAt(schema, version, nowMs),
  };
}
