import type { RoleOfAccount } from '../accounts-directory.ts';
import { accountRootArn } from '../arn.ts';
import { ServiceError } from '../errors.ts';
import { evaluate } from '../iam/evaluate.ts';
import { assertConstraints, type Constraint } from './constraints.ts';
import type { StsContext, StsOperation, StsParameters } from './operation.ts';

const CONSTRAINTS: readonly Constraint[] = [
  { parameter: 'roleArn', isRequired: true, minLength: 20, maxLength: 2048 },
  { parameter: 'roleSessionName', isRequired: true, minLength: 2, maxLength: 64, pattern: /^[\w+=,.@-]*$/ },
  { parameter: 'externalId', minLength: 2, maxLength: 1224, pattern: /^[\w+=,.@:/-]*$/ },
  { parameter: 'durationSeconds', minValue: 900, maxValue: 43_200 },
];

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/\S+$/;
const DEFAULT_DURATION_SECONDS = 3600;
/** A session that assumes a role gets an hour at most, whatever the role allows. */
const MAX_CHAINED_DURATION_SECONDS = 3600;

export const assumeRole: StsOperation = (parameters, context) => {
  const durationSeconds = readDurationSeconds(parameters);
  assertConstraints(parameters, CONSTRAINTS);
  const roleArn = parameters.get('RoleArn') ?? '';
  if (!ROLE_ARN.test(roleArn)) throw new ServiceError('ValidationError', `${roleArn} is invalid`);
  const role = context.directory.roleByArn(roleArn);
  // One sentence for a role that is not there, does not trust the caller, wants another ExternalId, or that the
  // caller's own policies do not let it assume: a stranger must not learn which.
  if (role === undefined || !mayAssume(role, parameters.get('ExternalId'), context)) {
    throw new ServiceError(
      'AccessDenied',
      `User: ${context.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      403,
    );
  }
  assertDurationAllowed(durationSeconds, role, context);
  return answer(role, parameters.get('RoleSessionName') ?? '', durationSeconds, context);
};

function readDurationSeconds(parameters: StsParameters): number {
  const text = parameters.get('DurationSeconds');
  if (text === undefined) return DEFAULT_DURATION_SECONDS;
  if (!/^[+-]?\d{1,10}$/.test(text)) {
    throw new ServiceError('MalformedInput', 'DurationSeconds is not an integer');
  }
  return Number(text);
}

// Both sides must agree: the role by its trust and, when it has one, the ExternalId; the caller's account by the
// caller's policies. Within one account a role that trusts the caller by name speaks for the account.
function mayAssume(
  { role, arn, accountId }: RoleOfAccount,
  externalId: string | undefined,
  { caller }: StsContext,
): boolean {
  const trusted = role.trustedPrincipals.filter((principal) => caller.principals.includes(principal));
  if (trusted.length === 0) return false;
  if (role.externalId !== undefined && role.externalId !== externalId) return false;
  if (caller.policies === undefined) return true;
  const decision = evaluate(caller.policies, 'sts:AssumeRole', arn);
  const isNamed = trusted.some((principal) => principal !== accountRootArn(caller.accountId));
  const isTrustEnough = accountId === caller.accountId && isNamed;
  return decision === 'allow' || (decision === 'implicit_deny' && isTrustEnough);
}

function assertDurationAllowed(
  durationSeconds: number,
  { role }: RoleOfAccount,
  { caller }: StsContext,
): void {
  if (durationSeconds > role.maxSessionDurationSeconds) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (caller.isRoleSession && durationSeconds > MAX_CHAINED_DURATION_SECONDS) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}

function answer(role: RoleOfAccount, sessionName: string, durationSeconds: number, context: StsContext) {
  // Whole seconds, as the service's expirations are; never longer than asked for.
  const expiresAtMs = Math.floor(context.nowMs / 1000 + durationSeconds) * 1000;
  const session = context.sessions.open(role, sessionName, expiresAtMs);
  return {
    AssumedRoleUser: { AssumedRoleId: session.identity.userId, Arn: session.identity.arn },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(expiresAtMs).toISOString().replace('.000Z', 'Z'),
    },
  };
}
