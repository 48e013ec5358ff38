import type { z } from 'zod';

/** What a function was sent is not what it takes. */
export class InputError extends Error {
  override readonly name = 'InputError' as const;
}

/** Throws InputError with the path of every mistake. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new InputError(`the input is wrong: ${mistakes.join('; ')}`);
}
