import { compileAvroType } from '@glueline/schema-registry';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDefinition, type RecordDefinition, toDefinitionText } from '../src/definition.ts';
import { FieldConflictError, InvalidEventError } from '../src/errors.ts';
import { CONFLICT_POLICIES, evolve } from '../src/evolve.ts';
import { findUnreadable, options } from './event-fixture.ts';
import { wildSequences } from './json-arbitraries.ts';

/*
 * Schemas that others may have registered, in all that Avro has, with the names that the events of wildSequences use.
 */
type Definition = string | readonly Definition[] | { readonly [attribute: string]: unknown };

const leaves = fc.oneof(
  fc.constantFrom<Definition>('null', 'boolean', 'int', 'long', 'float', 'double', 'string', 'bytes'),
  fc.constantFrom<Definition>(
    { type: 'long' },
    { type: 'long', logicalType: 'timestamp-millis' },
    { type: 'string', logicalType: 'uuid' },
    { type: 'enum', symbols: ['a', 'true', 'x'] },
    { type: 'fixed', size: 2 },
  ),
);

function definitions(depth: number): fc.Arbitrary<Definition> {
  if (depth === 0) return leaves;
  const inner = definitions(depth - 1);
  return fc.oneof(
    leaves,
    inner.map((items) => ({ type: 'array', items })),
    inner.map((values) => ({ type: 'map', values })),
    recordsOf(inner),
    fc.array(inner, { minLength: 1, maxLength: 4 }),
    inner.map((type) => ['null', type]),
  );
}

function recordsOf(inner: fc.Arbitrary<Definition>): fc.Arbitrary<Definition> {
  const field = fc.record({
    name: fc.constantFrom('a', 'b', 'wind_x20_speed', 'count', 'a__string'),
    type: fc.oneof(
      inner,
      inner.map((type) => ['null', type]),
    ),
    isOptional: fc.boolean(),
  });
  return fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 }).map((fields) => ({
    type: 'record',
    fields: fields.map(({ name, type, isOptional }) =>
      isOptional && Array.isArray(type) && type[0] === 'null'
        ? { name, type, default: null }
        : { name, type },
    ),
  }));
}

/** Gives named types their names, and the schema its key. */
function toSchemaText(record: Definition): string {
  let count = 0;
  const text = JSON.stringify(record, (_key, value: unknown) => {
    const isNamed = typeof value === 'object' && value !== null && 'type' in value;
    if (!isNamed || !['record', 'enum', 'fixed'].includes(String(value.type))) return value;
    count += 1;
    return { name: `named${count}`, ...value };
  });
  const { name, fields } = JSON.parse(text) as RecordDefinition;
  const keyFields = ['deviceId', 'timestamp'].map((key) => ({ name: key, type: 'string' }));
  return JSON.stringify({ type: 'record', name, fields: [...fields, ...keyFields] });
}

function isAvro(text: string): boolean {
  try {
    return compileAvroType(text) !== undefined;
  } catch {
    return false;
  }
}

const schemas = recordsOf(definitions(3)).map(toSchemaText).filter(isAvro);

describe.each(CONFLICT_POLICIES)(
  'for any schema of others and any events under policy %s',
  (conflictPolicy) => {
    test('what is accepted can be encoded, and every version reads the others', () => {
      fc.assert(
        fc.property(schemas, wildSequences, (text, sequence) => {
          const versions = [parseDefinition(text)];
          for (const next of sequence) {
            try {
              const { definition, datum } = evolve(versions.at(-1), next, { ...options, conflictPolicy });
              if (definition !== versions.at(-1)) versions.push(definition);
              const type = compileAvroType(toDefinitionText(definition));
              type.decode(type.encode(datum));
            } catch (error) {
              // The latter for a map's member __proto__.
              if (!(error instanceof FieldConflictError || error instanceof InvalidEventError)) throw error;
            }
          }
          expect(findUnreadable(versions)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });
  },
);
