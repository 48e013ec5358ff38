import { InvalidDefinitionError } from './errors.ts';

/*
 * Two definitions are one schema version when they differ only in white space and in the order of object keys.
 * Everything else counts: array order, `doc`, defaults, and how a number is written (1 is not 1.0: the service's
 * own parser keeps them apart, and JavaScript's numbers could not even hold every long).
 */

/**
 * The service's JSON parser stops at 1000 levels. Half of that keeps our recursive walks, and the Avro library's,
 * far from the end of the stack.
 */
const MAX_NESTING = 500;

/** Of a word that is quoted in an error; the service's JSON parser has the same limit. */
const MAX_TOKEN_LENGTH = 256;

/** A number as it was written. */
class NumberLiteral {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** Throws InvalidDefinitionError when the text is not JSON or nests too deeply. */
export function toCanonicalDefinition(definition: string): string {
  return write(parse(definition, keepNumberSource as (key: string, value: unknown) => unknown));
}

/** Throws InvalidDefinitionError when the text is not JSON or nests too deeply. */
export function parseDefinitionJson(definition: string): unknown {
  return parse(definition);
}

function parse(definition: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  assertShallow(definition);
  try {
    return JSON.parse(definition, reviver);
  } catch (error) {
    throw new InvalidDefinitionError(unrecognizedToken(definition) ?? (error as Error).message, {
      cause: error,
    });
  }
}

/** The service's sentence for a text that begins with a word (recorded); other syntax errors have our parser's. */
function unrecognizedToken(text: string): string | undefined {
  const start = /^\s*/.exec(text)?.[0] ?? '';
  const word = /^[A-Za-z_$][\w$]*/.exec(text.slice(start.length))?.[0];
  if (word === undefined || ['true', 'false', 'null'].includes(word)) return undefined;
  const lines = `${start}${word}`.split('\n');
  const place = `line: ${lines.length}, column: ${(lines.at(-1)?.length ?? 0) + 1}`;
  return (
    `Unrecognized token '${word.slice(0, MAX_TOKEN_LENGTH)}': was expecting (JSON String, Number, Array, Object or ` +
    "token 'null', 'true' or 'false')\n at [Source: REDACTED " +
    `(\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${place}]`
  );
}

// Node passes the source text of primitives as a third argument; the type library does not say so yet.
function keepNumberSource(_key: string, value: unknown, context: { source: string }): unknown {
  return typeof value === 'number' ? new NumberLiteral(context.source) : value;
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value instanceof NumberLiteral) return value.source;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
}

// Looks at the text, before any recursive parser does. Brackets inside strings do not count.
function assertShallow(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > MAX_NESTING) {
      throw new InvalidDefinitionError(`Document nesting depth exceeds the maximum allowed (${MAX_NESTING})`);
    }
  }
}
