import { z } from 'zod';
import { removeWhatIsGone } from '../deletion.ts';
import { ServiceError } from '../errors.ts';
import type { VersionStrike } from '../faults/fault-plan.ts';
import type { RegionState, RegistryStore } from '../registry-state.ts';

export interface GlueContext {
  readonly store: RegistryStore;
  /** What the caller's account has in the caller's region. */
  readonly region: RegionState;
  readonly nowMs: number;
  readonly pendingDelayMs: number;
  /** What the faults on demand do to the next new version; to be asked once for each. */
  readonly strikeVersion: () => VersionStrike;
  /** How long what is deleted shows as DELETING. */
  readonly deleteDelayMs: number;
}

/** Synchronous on purpose: one request's change is never interleaved with another's. */
export type GlueOperation = (body: unknown, context: GlueContext) => Record<string, unknown>;

/**
 * Joins an operation to the shape of its input. The shape only says which members have which type; what their
 * values must satisfy is the operation's own affair, because the service answers those two faults differently.
 */
export function operation<Shape extends z.ZodType>(
  shape: Shape,
  run: (input: z.output<Shape>, context: GlueContext) => Record<string, unknown>,
): GlueOperation {
  return (body, context) => {
    const parsed = shape.safeParse(body, { reportInput: true });
    if (!parsed.success) throw new ServiceError('SerializationException', describe(parsed.error.issues[0]));
    removeWhatIsGone(context.store, context.region, context.nowMs);
    return run(parsed.data, context);
  };
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'invalid_type') return 'The request cannot be read';
  const kind = Array.isArray(issue.input) ? 'list' : typeof issue.input;
  const where = issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  return `${kind.toUpperCase()}_VALUE can not be converted to a ${EXPECTED[issue.expected] ?? issue.expected}${where}`;
}

/** The service's words for what JSON has other words for. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: 'String',
  int: 'Long',
  number: 'Long',
  boolean: 'Boolean',
  object: 'structure',
  record: 'map',
};

export const registryIdShape = z
  .object({ RegistryName: z.string().optional(), RegistryArn: z.string().optional() })
  .optional();

export const schemaIdShape = z
  .object({
    SchemaArn: z.string().optional(),
    SchemaName: z.string().optional(),
    RegistryName: z.string().optional(),
  })
  .optional();

export const versionNumberShape = z
  .object({ LatestVersion: z.boolean().optional(), VersionNumber: z.int().optional() })
  .optional();

export const pagingShape = { MaxResults: z.int().optional(), NextToken: z.string().optional() };

export type RegistryIdInput = z.output<typeof registryIdShape>;
export type SchemaIdInput = z.output<typeof schemaIdShape>;
export type VersionNumberInput = z.output<typeof versionNumberShape>;
