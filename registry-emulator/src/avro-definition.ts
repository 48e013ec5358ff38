import avro from 'avsc';
import { type AvroShape, toShape } from './avro-shape.ts';
import { parseDefinitionJson } from './canonical-definition.ts';
import { InvalidDefinitionError } from './errors.ts';

/** The library's reasons quote the schema; a client needs the start of it, not 170 000 characters. */
const MAX_REASON_LENGTH = 300;

/**
 * A long's default may be any of 64 bits. The library's own type refuses what a JavaScript number does not hold
 * exactly; nothing is encoded here, so it only has to be a whole number.
 */
const wholeLong = avro.types.LongType.__with(
  {
    fromBuffer: (bytes: Buffer) => bytes,
    // The library encodes defaults while compiling; nobody reads the bytes.
    toBuffer: () => Buffer.alloc(1),
    fromJSON: requireWhole,
    toJSON: (value: number) => value,
    isValid: (value: unknown) => Number.isInteger(value),
    compare: () => 0,
  },
  true,
);

/** Throws InvalidDefinitionError, whose message is the reason. */
export function parseAvroDefinition(definition: string): AvroShape {
  const schema = parseDefinitionJson(definition);
  try {
    const type = avro.Type.forSchema(withoutRuntimeNames(schema) as avro.Schema, {
      noAnonymousTypes: true,
      omitRecordMethods: true,
      wrapUnions: 'always',
      // Without a prototype, so that a type reference "toString" finds nothing.
      registry: Object.assign(Object.create(null), { long: wholeLong }),
      typeHook: (nested) => (isLong(nested) ? wholeLong : undefined),
    });
    return toShape(type);
  } catch (error) {
    throw new InvalidDefinitionError((error as Error).message.slice(0, MAX_REASON_LENGTH), { cause: error });
  }
}

function isLong(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && (schema as { type?: unknown }).type === 'long';
}

function requireWhole(value: unknown): number {
  if (!Number.isInteger(value)) throw new Error('not a whole number');
  return value as number;
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
