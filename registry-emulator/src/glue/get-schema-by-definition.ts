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
  const version = schema.versionByCanonical.get(readDefinition(SchemaDefinition).canonical);
  if (version === undefined) throw errors.definitionNotFound();
  return {
    SchemaVersionId: version.id,
    SchemaArn: schema.arn,
    DataFormat: schema.dataFormat,
    Status: statusAt(version, context.nowMs),
    CreatedTime: timestamp(version.createdAtMs),
  };
});
