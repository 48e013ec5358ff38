import type { Caller } from '../authenticate.ts';
import { ServiceError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import { GLUE_RESOURCES } from './glue-resources.ts';

/** Throws AccessDeniedException, whose sentence and status are the service's. */
export function authorizeGlue(caller: Caller, operation: string, input: unknown): void {
  if (caller.policies === undefined) return;
  const resourcesOf = GLUE_RESOURCES.get(operation);
  // Rather refuse than let somebody do what nobody has thought of.
  if (resourcesOf === undefined) throw denied(caller, operation, undefined, 'implicit_deny');
  const members = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const resources = resourcesOf(members, caller);
  for (const resource of resources.length === 0 ? [undefined] : resources) {
    const decision = evaluate(caller.policies, `glue:${operation}`, resource ?? '*');
    if (decision !== 'allow') throw denied(caller, operation, resource, decision);
  }
}

// Without a resource in the request the sentence names none (seen for GetSchemaVersion by id).
function denied(
  { arn }: Caller,
  operation: string,
  resource: string | undefined,
  decision: 'explicit_deny' | 'implicit_deny',
): ServiceError {
  const action = `glue:${operation}`;
  const where = resource === undefined ? '' : ` on resource: ${resource}`;
  const why =
    decision === 'explicit_deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return new ServiceError(
    'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action}${where} ${why}`,
  );
}
