import { parseDefinition } from './avro-definition.ts';
import type { AvroSchema } from './avro-schema.ts';
import { compileRead, type ReadDatum, toReadDatum } from './datum-reader.ts';
import { compileResolution } from './datum-resolution.ts';

export type CompiledDefinition = { schema: AvroSchema; read: ReadDatum };

/** Once per schema version, never per record. Throws InvalidDefinitionError. */
export function compileDefinition(definition: string): CompiledDefinition {
  const schema = parseDefinition(definition);
  return { schema, read: toReadDatum(compileRead(schema)) };
}

/**
 * Reads data of `writer` as `reader` has them. Throws ResolutionError when that is never possible; the read throws it
 * when it is not for one datum.
 */
export function compileProjection(writer: AvroSchema, reader: AvroSchema): ReadDatum {
  return toReadDatum(compileResolution(writer, reader));
}
