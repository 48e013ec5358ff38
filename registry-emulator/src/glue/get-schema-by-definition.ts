import { z } from 'zod';
import { statusAt } from '../schema-versions.ts';
import { timestamp } from './answers.ts';
import { readDefinition } from './definition.ts';
import * as errors from './errors.ts';
import { operation, schemaIdShape } from './operation.ts';
import { findSchema } from './resolve.ts';

const input = z.object({ SchemaId: schemaIdShape, SchemaDefinition: z.string().optional() });

// The answer has no VersionNumber: recorded so.
export const getSchemaByDefinition = operation(input, ({ SchemaId, SchemaDefinition }, context) => {
  const { schema } = findSchema(SchemaId, context.region);
  const { canonical } = readDefinition(schema.dataFormat, SchemaDefinition);
  const version = schema.versionByCanonical.get(canonical);
  // Versions of a schema that is being deleted "will not be included", says the service's reference.
  if (version === undefined || schema.goneAtMs !== undefined) throw errors.definitionNotFound();
  return {
    SchemaVersionId: version.id,
    SchemaArn: schema.arn,
    DataFormat: schema.dataFormat,
    Status: statusAt(schema, version, context.nowMs),
    CreatedTime: timestamp(version.createdAtMs),
  };
});
