import { parseAvroDefinition } from './avro-definition.ts';
import type { AvroShape } from './avro-shape.ts';
import type { DataFormat } from './data-format.ts';
import { assertJsonSchemaDefinition } from './json-schema-definition.ts';
import { assertProtobufDefinition } from './protobuf-definition.ts';

/*
 * Apart from `data-format.ts`, because it brings three libraries, which would be half of the time a start takes: what
 * a start loads does not import this.
 */

/** The shape to compare with others, if the format has one. Throws InvalidDefinitionError. */
export function compileDefinition(dataFormat: DataFormat, definition: string): AvroShape | undefined {
  if (dataFormat === 'AVRO') return parseAvroDefinition(definition);
  if (dataFormat === 'JSON') assertJsonSchemaDefinition(definition);
  else assertProtobufDefinition(definition);
  return undefined;
}
