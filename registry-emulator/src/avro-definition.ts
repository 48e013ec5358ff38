import avro from 'avsc';
import { assertDefaults, withDefaultsApart } from './avro-defaults.ts';
import { type AvroShape, toShape } from './avro-shape.ts';
import { parseDefinitionJson } from './canonical-definition.ts';
import { InvalidDefinitionError } from './errors.ts';

/** The library's reasons quote the schema; a client needs the start of it, not 170 000 characters. */
const MAX_REASON_LENGTH = 300;

/** Throws InvalidDefinitionError, whose message is the reason. */
export function parseAvroDefinition(definition: string): AvroShape {
  const { schema, defaults } = withDefaultsApart(withoutRuntimeNames(parseDefinitionJson(definition)));
  try {
    const type = avro.Type.forSchema(schema as avro.Schema, {
      noAnonymousTypes: true,
      omitRecordMethods: true,
      wrapUnions: 'always',
      // Without a prototype, so that a type reference "toString" finds nothing.
      registry: Object.create(null) as Record<string, avro.Type>,
    });
    const shape = toShape(type, defaults);
    assertDefaults(shape);
    return shape;
  } catch (error) {
    throw new InvalidDefinitionError((error as Error).message.slice(0, MAX_REASON_LENGTH), { cause: error });
  }
}

/**
 * The library keeps names in plain objects, so a field "constructor" or a symbol "toString" would meet what every
 * JavaScript object inherits. Renaming them everywhere, in keys and values, changes no verdict: both sides of a
 * comparison are renamed alike.
 */
function withoutRuntimeNames(value: unknown): unknown {
  if (typeof value === 'string') return safeName(value);
  if (Array.isArray(value)) return value.map(withoutRuntimeNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [safeName(key), withoutRuntimeNames(member)]),
  );
}

function safeName(name: string): string {
  return name in Object.prototype ? `${name}_renamed_by_the_emulator` : name;
}
