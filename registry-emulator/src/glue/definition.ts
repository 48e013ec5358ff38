import type { AvroShape } from '../avro-shape.ts';
import { compileDefinition } from '../compile-definition.ts';
import { canonicalOf, type DataFormat } from '../data-format.ts';
import { InvalidDefinitionError } from '../errors.ts';
import * as errors from './errors.ts';
import { checkDefinitionLength } from './input-checks.ts';

export interface SubmittedDefinition {
  readonly text: string;
  readonly canonical: string;
  /** Compiled on demand: a definition already known never has to be. Throws InvalidInputException. */
  shape(): AvroShape | undefined;
}

export function readDefinition(dataFormat: DataFormat, definition: string | undefined): SubmittedDefinition {
  const text = checkDefinitionLength(definition);
  const orInvalidInput = <Value>(read: () => Value): Value => {
    try {
      return read();
    } catch (error) {
      if (error instanceof InvalidDefinitionError) throw errors.definitionNotValid(dataFormat, error.message);
      throw error;
    }
  };
  return {
    text,
    canonical: orInvalidInput(() => canonicalOf(dataFormat, text)),
    shape: () => orInvalidInput(() => compileDefinition(dataFormat, text)),
  };
}
