import avro from 'avsc';
import { DatumError, InvalidDefinitionError } from './errors.ts';
import { longType } from './long-type.ts';

/**
 * The side that writes: compile once per schema version, never per record (avsc: 269 against 1.8 µs). What others wrote
 * is read by `compileDefinition`: this `decode` has no limits, and shows an event as avsc does, by Avro's names.
 */
export type AvroType = {
  /** Throws DatumError `mismatch` naming the path that does not fit. */
  encode(value: unknown): Buffer;
  /** Of what this type has encoded. Throws DatumError: `mismatch`, or `trailing_bytes` when bytes are left. */
  decode(payload: Buffer): unknown;
};

/** Throws InvalidDefinitionError when `definition` is not JSON or not Avro. */
export function compileAvroType(definition: string): AvroType {
  const type = toType(definition);
  return {
    encode: (value) => encodeDatum(type, value),
    decode: (payload) => decodeDatum(type, payload),
  };
}

function toType(definition: string): avro.Type {
  try {
    return avro.Type.forSchema(JSON.parse(definition), { registry: { long: longType }, typeHook: toOwnLong });
  } catch (error) {
    // The parser's own message can quote the definition, so it stays in `cause`.
    throw new InvalidDefinitionError('definition is not valid Avro', { cause: error });
  }
}

/** avsc asks the registry for "long" only, not for the same written as an object, with a logical type for example. */
const toOwnLong: avro.ForSchemaOptions['typeHook'] = (schema) =>
  typeof schema === 'object' && 'type' in schema && schema.type === 'long' ? longType : undefined;

function encodeDatum(type: avro.Type, value: unknown): Buffer {
  // Checked first: avsc's encoder reports the value it stumbled over, the error hook only where it stands.
  let mismatchPath: string[] | undefined;
  const errorHook = (path: string[]) => {
    mismatchPath ??= path;
  };
  try {
    if (type.isValid(value, { errorHook })) return type.toBuffer(value);
  } catch {
    // With a long and another number in a union avsc cannot tell which is meant. Its message has the value in it.
    throw new DatumError('mismatch', 'value does not fit its schema, or more than one branch of a union');
  }
  throw new DatumError(
    'mismatch',
    `value does not fit its schema at ${mismatchPath?.join('.') || 'the root'}`,
  );
}

function decodeDatum(type: avro.Type, payload: Buffer): unknown {
  let decoded: { value: unknown; offset: number };
  try {
    decoded = type.decode(payload, 0);
  } catch (error) {
    throw new DatumError('mismatch', 'payload is not a datum of its schema', { cause: error });
  }
  if (decoded.offset < 0) {
    throw new DatumError('mismatch', `payload ends inside the datum (${payload.length} bytes)`);
  }
  if (decoded.offset < payload.length) {
    throw new DatumError(
      'trailing_bytes',
      `payload has ${payload.length - decoded.offset} bytes after the datum`,
    );
  }
  return decoded.value;
}
