// As a namespace a bundle keeps only what is used of it, which is a fifth.
import * as z from 'zod';
import { ConfigurationError } from './errors.ts';

/**
 * Reads a package's settings out of environment variables. Every problem is reported at once, by variable
 * name and with the value received; garbage is an error, never the default. A variable set to the empty
 * string counts as not set, because task definitions and compose files cannot leave one out.
 * Throws ConfigurationError.
 */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.infer<Schema>> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return Object.freeze(parsed.data as object) as Readonly<z.infer<Schema>>;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) =>
      toProblem(String(issue.path[0] ?? 'configuration'), issue.message, set),
    ),
  );
}

function toProblem(name: string, message: string, set: Record<string, string | undefined>): string {
  const value = set[name];
  return value === undefined ? `${name} is required: ${message}` : `${name} ${message} (received "${value}")`;
}

/** A whole number in decimal digits, between `min` and `max`. */
export function wholeNumber(limits: { min: number; max: number }) {
  const rule = `must be a whole number from ${limits.min} to ${limits.max}`;
  return z
    .string({ error: rule })
    .regex(/^-?\d{1,15}$/, rule)
    .transform(Number)
    .refine((number) => number >= limits.min && number <= limits.max, rule);
}

/** Text that must match `pattern`; `rule` completes the sentence that starts with the variable's name. */
export function textMatching(pattern: RegExp, rule: string) {
  return z.string({ error: rule }).regex(pattern, rule);
}

const HOST_AND_PORT = /^[A-Za-z0-9._-]+:\d{1,5}$/;

/** `host:port,host:port`, at least one. */
export function addressList() {
  const rule = 'must be a comma-separated list of host:port';
  return z
    .string({ error: rule })
    .transform((list) => list.split(',').map((address) => address.trim()))
    .refine((addresses) => addresses.every((address) => HOST_AND_PORT.test(address)), rule);
}
