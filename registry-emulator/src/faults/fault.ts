import { z } from 'zod';
import { ConfigurationError } from '../errors.ts';
import { GLUE_RESOURCES } from '../iam/glue-resources.ts';

const STS_FAULT_OPERATIONS = ['AssumeRole', 'GetCallerIdentity'];

/** A day: longer than any client waits. */
const MAX_DELAY_MS = 86_400_000;

const operationOf = (known: readonly string[]) =>
  z.enum(known, { error: 'must be an operation this kind of fault can strike' }).optional();
const glueOperation = operationOf([...GLUE_RESOURCES.keys()]);
const anyOperation = operationOf([...GLUE_RESOURCES.keys(), ...STS_FAULT_OPERATIONS]);

/** Left out: every time. With a probability, `times` counts the requests it struck, not those it let pass. */
const frequency = {
  times: z.int().min(1).optional(),
  probability: z.number().gt(0).max(1).optional(),
  seed: z.int().min(0).optional(),
};

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delay'),
    delayMs: z.int().min(1).max(MAX_DELAY_MS),
    operation: anyOperation,
    ...frequency,
  }),
  z.strictObject({ kind: z.literal('throttle'), operation: anyOperation, ...frequency }),
  z.strictObject({ kind: z.literal('internal-error'), operation: anyOperation, ...frequency }),
  z.strictObject({ kind: z.literal('conflict'), operation: glueOperation, ...frequency }),
  // Of later versions only: the first version of a schema has nothing to fail against.
  z.strictObject({ kind: z.literal('version-failure'), ...frequency }),
  z.strictObject({
    kind: z.literal('version-pending'),
    pendingMs: z.int().min(1).max(MAX_DELAY_MS),
    ...frequency,
  }),
]);

export type Fault = z.output<typeof fault>;

/** Throws ConfigurationError with every problem. */
export function parseFaults(content: unknown): readonly Fault[] {
  const parsed = z.array(fault).safeParse(content);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `${['faults', ...issue.path].join('.')}: ${issue.message}`),
  );
}

export function canStrike(candidate: Fault, operation: string): boolean {
  if (candidate.kind === 'version-failure' || candidate.kind === 'version-pending') return false;
  if (candidate.operation !== undefined) return candidate.operation === operation;
  return candidate.kind !== 'conflict' || !STS_FAULT_OPERATIONS.includes(operation);
}
