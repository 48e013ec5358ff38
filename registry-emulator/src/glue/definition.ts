import { parseAvroDefinition } from '../avro-definition.ts';
import type { AvroShape } from '../avro-shape.ts';
import { toCanonicalDefinition } from '../canonical-definition.ts';
import { InvalidDefinitionError } from '../errors.ts';
import * as errors from './errors.ts';
import { checkDefinitionLength } from './input-checks.ts';

export interface SubmittedDefinition {
  readonly text: string;
  readonly canonical: string;
  /** Compiled on demand: a definition already known never has to be. Throws InvalidInputException. */
  shape(): AvroShape;
}

export function readDefinition(definition: string | undefined): SubmittedDefinition {
  const text = checkDefinitionLength(definition);
  return {
    text,
    canonical: orInvalidInput(() => toCanonicalDefinition(text)),
    shape: () => orInvalidInput(() => parseAvroDefinition(text)),
  };
}

function orInvalidInput<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidDefinitionError) throw errors.definitionNotValid(error.message);
    throw error;
  }
}
