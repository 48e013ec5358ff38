import { z } from 'zod';
import { removeVersion } from '../registry-state.ts';
import * as errors from './errors.ts';
import { operation, schemaIdShape } from './operation.ts';
import { findStayingSchema } from './resolve.ts';
import { readVersionRanges } from './version-ranges.ts';

const input = z.object({ SchemaId: schemaIdShape, Versions: z.string().optional() });

/** "Can only be deleted by the DeleteSchema API", says the service's reference. */
const FIRST_VERSION = 1;

// All or nothing for what must stay; a number that is not there is an entry of the answer and stops nothing.
export const deleteSchemaVersions = operation(input, ({ SchemaId, Versions }, context) => {
  const { schema } = findStayingSchema(SchemaId, context.region);
  const numbers = readVersionRanges(Versions);
  if (numbers.includes(schema.checkpoint)) throw errors.checkpointNotDeletable();
  if (numbers.includes(FIRST_VERSION)) throw errors.firstVersionNotDeletable();
  const missing: number[] = [];
  for (const number of numbers) {
    const version = schema.versions.get(number);
    if (version === undefined) missing.push(number);
    else removeVersion(context.store, context.region, schema, version);
  }
  return {
    SchemaVersionErrors: missing.map((number) => ({
      VersionNumber: number,
      ErrorDetails: { ErrorCode: 'ResourceNotFoundException', ErrorMessage: 'Version number not found' },
    })),
  };
});
