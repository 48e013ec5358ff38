/*
 * Avro takes the names [A-Za-z_][A-Za-z0-9_]*; JSON takes any text. What Avro does not take is written as the
 * code point in lower-case hexadecimal digits:
 *
 * | as sent        | in Avro                  | why                                                        |
 * |----------------|--------------------------|------------------------------------------------------------|
 * | wind speed     | wind_x20_speed           | a character that Avro does not take                        |
 * | 1st            | _x31_st                  | a digit at the start                                       |
 * | a_x20_b        | a_x5f_x20_b              | looks like an escape: its underscore is escaped            |
 * | pos_x, x_x2    | as they are              | look like none                                             |
 * | __proto__      | _x5f__proto__            | JavaScript's setter of that name swallows values           |
 *
 * Read from the left, `_x<digits>_` is always an escape: no two names become one.
 */
const TO_ESCAPE = /[^A-Za-z0-9_]|^[0-9]|_(?=x[0-9a-f]+(?:_|[^A-Za-z0-9_]))/gu;

export function toAvroName(name: string): string {
  if (name === '__proto__') return escapeFirst(name);
  return name.replaceAll(TO_ESCAPE, toEscape);
}

/** Avro's primitive types, which no namespace makes available as names. */
const RESERVED = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

/** The record of a field is named like the field. */
export function toRecordName(avroName: string): string {
  return RESERVED.has(avroName) ? escapeFirst(avroName) : avroName;
}

/**
 * Names of a schema that others registered may stand where an escaped one has to go. The suffix is an escape with a
 * leading zero, which `toAvroName` never writes, so names made here do not meet each other.
 */
export function toFreeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  while (isTaken(free)) free += '_x00_';
  return free;
}

function escapeFirst(name: string): string {
  return `${toEscape(name[0]!)}${name.slice(1)}`;
}

function toEscape(character: string): string {
  return `_x${character.codePointAt(0)!.toString(16)}_`;
}
