import { expect, test } from 'vitest';
import { InvalidDefinitionError } from '../src/errors.ts';
import { assertJsonSchemaDefinition } from '../src/json-schema-definition.ts';

const of = (draft: string, rest: object) =>
  JSON.stringify({ $schema: `http://json-schema.org/draft-${draft}/schema#`, ...rest });

test.each<[string, string]>([
  ['the empty schema', '{}'],
  ['a boolean, since draft 06', 'true'],
  ['draft 04', of('04', { type: 'integer', minimum: 0, exclusiveMinimum: true })],
  ['draft 06', of('06', { type: 'integer', exclusiveMinimum: 0, const: 1 })],
  ['draft 07', of('07', { if: { type: 'string' }, else: { minimum: 1 } })],
  ['a $schema without a hash, over https', '{"$schema":"https://json-schema.org/draft-07/schema"}'],
  ['own keywords, such as the Java class name', '{"className":"com.example.Item","type":"object"}'],
  ['a pattern only Java understands', '{"type":"string","pattern":"\\\\p{Alpha}++"}'],
  ['references and definitions', '{"definitions":{"a":{"type":"string"}},"$ref":"#/definitions/a"}'],
  ['a property called __proto__', '{"properties":{"__proto__":{"type":"string"}}}'],
  ['an enum of thousands', JSON.stringify({ enum: Array.from({ length: 30_000 }, (_, index) => index) })],
  ['the same under draft 04', of('04', { enum: Array.from({ length: 15_000 }, (_, index) => ({ index })) })],
])('takes %s', (_title, definition) => {
  expect(() => assertJsonSchemaDefinition(definition)).not.toThrow();
});

test.each<[string, string, string]>([
  ['an unknown type', '{"type":"intger"}', '#/type: must be equal to one of the allowed values'],
  [
    'a fault deep inside',
    '{"properties":{"a":{"items":{"required":"b"}}}}',
    '#/properties/a/items/required: must be array',
  ],
  [
    'a boolean bound, since draft 06',
    of('06', { exclusiveMinimum: true }),
    '#/exclusiveMinimum: must be number',
  ],
  [
    'a number as the bound under draft 04',
    of('04', { minimum: 0, exclusiveMinimum: 1 }),
    '#/exclusiveMinimum: must be boolean',
  ],
  ['an array', '[]', '#: must be object,boolean'],
  [
    'a later draft',
    '{"$schema":"https://json-schema.org/draft/2020-12/schema"}',
    'could not determine version: $schema is not draft-04, draft-06 or draft-07',
  ],
  [
    'a $schema that is no text',
    '{"$schema":7}',
    'could not determine version: $schema is not draft-04, draft-06 or draft-07',
  ],
])('refuses %s', (_title, definition, reason) => {
  expect(() => assertJsonSchemaDefinition(definition)).toThrow(new InvalidDefinitionError(reason));
});
