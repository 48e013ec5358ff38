import { HopError } from './hop.ts';

/**
 * What a broker says that the caller may do: bit n of the number is the operation of code n. Asking for it is how the
 * right to write is seen without writing.
 */
const OPERATION_CODES = {
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
} as const;

export type Operation = keyof typeof OPERATION_CODES;

/** What stands in the answer of a broker that does not say: the smallest number of 32 bits. */
const NOT_SAID = -(2 ** 31);

/** Undefined when the broker does not say. */
function toOperations(bits: number): readonly Operation[] | undefined {
  if (bits === NOT_SAID) return undefined;
  const names = Object.keys(OPERATION_CODES) as Operation[];
  return names.filter((name) => (bits & (1 << OPERATION_CODES[name])) !== 0);
}

/** How a result says that all of `needed` is allowed. Throws HopError when one is missing. */
export function describeOperations(bits: number, needed: readonly Operation[]): string {
  const operations = toOperations(bits);
  if (operations === undefined) return 'the broker does not say what is allowed';
  const missing = needed.filter((operation) => !operations.includes(operation));
  if (missing.length === 0) return `${needed.join(' and ')} allowed`;
  const allowed = operations.length === 0 ? 'nothing' : operations.join(', ');
  throw new HopError('NOT_ALLOWED', `${missing.join(' and ')} not allowed (allowed: ${allowed})`);
}
