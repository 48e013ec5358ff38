import { z } from 'zod';
import { deleteSchemaAt } from '../deletion.ts';
import { operation, schemaIdShape } from './operation.ts';
import { findSchema } from './resolve.ts';

// Deleting what is DELETING already answers the same, and does not put it off.
export const deleteSchema = operation(z.object({ SchemaId: schemaIdShape }), ({ SchemaId }, context) => {
  const { schema } = findSchema(SchemaId, context.region);
  if (schema.goneAtMs === undefined) {
    deleteSchemaAt(context.store, context.region, schema, context.nowMs + context.deleteDelayMs);
  }
  return { SchemaArn: schema.arn, SchemaName: schema.name, Status: 'DELETING' };
});
