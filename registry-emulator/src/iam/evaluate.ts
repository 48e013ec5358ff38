import type { Policies, Statement } from './policy.ts';
import { matchesWildcard } from './wildcard.ts';

export type Decision = 'allow' | 'explicit_deny' | 'implicit_deny';

/** `resource` is "*" for an action that is of no resource; only a statement about everything covers that. */
export function evaluate(policies: Policies, action: string, resource: string): Decision {
  const applicable = policies
    .flatMap((policy) => policy.Statement)
    .filter((statement) => isAboutAction(statement, action) && isAboutResource(statement, resource));
  if (applicable.some((statement) => statement.Effect === 'Deny')) return 'explicit_deny';
  return applicable.length > 0 ? 'allow' : 'implicit_deny';
}

// Actions are compared without regard to case, resources with: so does IAM.
function isAboutAction({ Action: included, NotAction: excluded = [] }: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
  return included === undefined ? !excluded.some(matches) : included.some(matches);
}

function isAboutResource(
  { Resource: included, NotResource: excluded = [] }: Statement,
  resource: string,
): boolean {
  const matches = (pattern: string) => matchesWildcard(pattern, resource);
  return included === undefined ? !excluded.some(matches) : included.some(matches);
}
