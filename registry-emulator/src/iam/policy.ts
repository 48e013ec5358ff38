import { z } from 'zod';

/*
 * Identity-based policies, in the form IAM has them, so that a policy can be copied from where it is deployed. What
 * the emulator would not obey it refuses to read: conditions, policy variables and principals.
 */
const VARIABLE = /\$\{/;

function oneOrMore(pattern: RegExp, rule: string) {
  const one = z.string().regex(pattern, rule);
  return z.union([one, z.array(one).min(1)], { error: rule }).transform((value) => [value].flat());
}

const actions = oneOrMore(
  /^(\*|[a-z0-9-]+:[\w*?]+)$/i,
  'must be "*" or <service>:<action>, or a list of those',
).optional();
const resources = oneOrMore(/^(\*|arn:\S+)$/, 'must be "*" or an ARN, or a list of those')
  .refine((all) => !all.some((one) => VARIABLE.test(one)), 'must not have policy variables')
  .optional();

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: actions,
    NotAction: actions,
    Resource: resources,
    NotResource: resources,
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined), {
    error: 'must have either Action or NotAction',
  })
  .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined), {
    error: 'must have either Resource or NotResource',
  });

const policy = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.array(statement).min(1),
});

/** Left out, they are not asked for: the user or role may do everything in its account. An empty list allows nothing. */
export const policies = z.array(policy).optional();

export type Statement = z.output<typeof statement>;
export type Policies = z.output<typeof policy>[];
