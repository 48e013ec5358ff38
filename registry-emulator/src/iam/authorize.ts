import type { Caller } from '../authenticate.ts';
import { ServiceError } from '../errors.ts';
import { evaluate } from './evaluate.ts';
import { readResources } from './glue-resources.ts';

/** Throws AccessDeniedException, whose sentence and status are the service's. */
export function authorizeGlue(caller: Caller, operation: string, input: unknown): void {
  if (caller.policies === undefined) return;
  const resources = readResources(operation, input, caller);
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
