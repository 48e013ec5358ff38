import { z } from 'zod';
import { compileDefinition } from '../compile-definition.ts';
import { InvalidDefinitionError } from '../errors.ts';
import { checkDataFormat, checkDefinitionLength } from './input-checks.ts';
import { operation } from './operation.ts';

const MAX_ERROR_LENGTH = 5000;

const input = z.object({ DataFormat: z.string().optional(), SchemaDefinition: z.string().optional() });

// A definition that is not valid is an answer here and no error: recorded so.
export const checkSchemaVersionValidity = operation(input, ({ DataFormat, SchemaDefinition }) => {
  const dataFormat = checkDataFormat(DataFormat);
  const definition = checkDefinitionLength(SchemaDefinition);
  try {
    compileDefinition(dataFormat, definition);
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    return { Valid: false, Error: error.message.slice(0, MAX_ERROR_LENGTH) };
  }
  return { Valid: true };
});
