import protobuf from 'protobufjs';
import { InvalidDefinitionError } from './errors.ts';

/** The library's time grows with the square of a message's fields: a thousand take a third of a second. */
const MAX_FIELDS_PER_MESSAGE = 1000;

const MAX_REASON_LENGTH = 300;

/**
 * Checks syntax, and references unless they may lead into a file that is imported and not here. Throws
 * InvalidDefinitionError, whose message is the reason.
 */
export function assertProtobufDefinition(definition: string): void {
  assertFewFields(definition);
  try {
    const { root, imports = [] } = protobuf.parse(definition, new protobuf.Root(), {});
    const known = [...new Set(imports)].map((path) => protobuf.common.get(path));
    for (const file of known) if (file?.nested !== undefined) root.addJSON(file.nested);
    if (!known.includes(null)) root.resolveAll();
  } catch (error) {
    throw new InvalidDefinitionError(reasonOf((error as Error).message, definition), { cause: error });
  }
}

/** Looks at the text, before the library does. The fields of a `oneof` are its message's. */
function assertFewFields(definition: string): void {
  const levels = [{ fieldCount: 0 }];
  for (const [token] of definition.matchAll(/\boneof\s+\w+\s*\{|[{}=]/g)) {
    const level = levels.at(-1);
    if (token === '}') levels.pop();
    else if (token === '{') levels.push({ fieldCount: 0 });
    else if (token !== '=' && level !== undefined) levels.push(level);
    else if (level !== undefined && ++level.fieldCount > MAX_FIELDS_PER_MESSAGE) {
      throw new InvalidDefinitionError(
        `the emulator takes no more than ${MAX_FIELDS_PER_MESSAGE} fields in a message`,
      );
    }
  }
}

/** The service's sentence for a word that cannot stand where it stands (recorded); other reasons are the library's. */
function reasonOf(message: string, definition: string): string {
  const [, word, line] = /^illegal token '([A-Za-z_]\w*)' \(line (\d+)\)$/.exec(message) ?? [];
  if (word === undefined) return message.slice(0, MAX_REASON_LENGTH);
  const start = word.slice(0, MAX_REASON_LENGTH);
  const column = (definition.split('\n')[Number(line) - 1] ?? '').search(new RegExp(`\\b${start}`)) + 1;
  return `Syntax error in :${line}:${column}: unexpected label: ${start}`;
}
