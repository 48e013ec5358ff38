import { toCanonicalDefinition } from './canonical-definition.ts';

/*
 * format     the same definition when           checked for (`compile-definition.ts`)
 * AVRO       same JSON                          Avro's rules, and compatibility
 * JSON       same JSON                          the meta-schema of its draft
 * PROTOBUF   same text                          syntax and references
 *
 * Compatibility of JSON Schema and of Protocol Buffers is deliberately not judged: docs/adr/0015.
 */
export const DATA_FORMATS = ['AVRO', 'JSON', 'PROTOBUF'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

/** Throws InvalidDefinitionError when the text cannot be read far enough to tell. */
export function canonicalOf(dataFormat: DataFormat, definition: string): string {
  return dataFormat === 'PROTOBUF' ? definition : toCanonicalDefinition(definition);
}
