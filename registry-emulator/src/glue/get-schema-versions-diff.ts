import { z } from 'zod';
import { diffDefinitions } from '../definition-diff.ts';
import * as errors from './errors.ts';
import { operation, schemaIdShape, versionNumberShape } from './operation.ts';
import { findSchema, findVersion } from './resolve.ts';

const input = z.object({
  SchemaId: schemaIdShape,
  FirstSchemaVersionNumber: versionNumberShape,
  SecondSchemaVersionNumber: versionNumberShape,
  SchemaDiffType: z.string().optional(),
});

export const getSchemaVersionsDiff = operation(input, (request, context) => {
  if (request.SchemaDiffType !== 'SYNTAX_DIFF') throw errors.diffTypeNotValid();
  const found = findSchema(request.SchemaId, context.region);
  const first = findVersion(found, request.FirstSchemaVersionNumber, context);
  const second = findVersion(found, request.SecondSchemaVersionNumber, context);
  const { dataFormat } = found.schema;
  if (dataFormat === 'PROTOBUF') throw errors.compareNotCovered(dataFormat);
  return { Diff: diffDefinitions(first.definition, second.definition) };
});
