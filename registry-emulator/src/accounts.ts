import { z } from 'zod';
import { accountRootArn } from './arn.ts';
import { ConfigurationError } from './errors.ts';
import { policies } from './iam/policy.ts';

const accountId = z.string().regex(/^\d{12}$/, 'must be twelve digits');
const principal = z
  .string()
  .regex(/^(\d{12}|arn:aws:(iam|sts)::\d{12}:\S+)$/, 'must be an account id or an IAM or STS ARN')
  // As in IAM, an account id alone stands for that account's root, that is, for everyone in it.
  .transform((text) => (/^\d{12}$/.test(text) ? accountRootArn(text) : text));

const user = z.strictObject({
  userName: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'must be a valid IAM user name'),
  accessKeyId: z.string().regex(/^\w{16,128}$/, 'must be 16 to 128 letters, digits or underscores'),
  secretAccessKey: z.string().min(1),
  policies,
});

// The limits of the maximum session duration and of the ExternalId are IAM's own.
const role = z.strictObject({
  roleName: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'must be a valid IAM role name'),
  trustedPrincipals: z.array(principal).min(1),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be a valid ExternalId')
    .optional(),
  maxSessionDurationSeconds: z.int().min(3600).max(43_200).default(3600),
  policies,
});

const account = z.strictObject({ accountId, users: z.array(user), roles: z.array(role) });
const accountsFile = z.strictObject({ accounts: z.array(account).min(1) });

export type Role = z.output<typeof role>;
export type Account = z.output<typeof account>;
/** What a caller may write: defaults left out, account ids for root principals. */
export type AccountDefinition = z.input<typeof account>;

/** Throws ConfigurationError, which lists every problem with its place but never a value: the file holds secrets. */
export function parseAccounts(content: unknown, source: string): readonly Account[] {
  const parsed = accountsFile.safeParse(content);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => `${source}: ${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const repeated = [
    ...repeatedAmong(
      parsed.data.accounts.map((each) => each.accountId),
      'account id',
    ),
    ...repeatedAmong(
      parsed.data.accounts.flatMap((each) => each.users.map((one) => one.accessKeyId)),
      'access key id',
    ),
  ];
  if (repeated.length > 0) throw new ConfigurationError(repeated.map((problem) => `${source}: ${problem}`));
  return parsed.data.accounts;
}

function repeatedAmong(values: readonly string[], noun: string): string[] {
  const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return [...repeated].map((value) => `${noun} ${value} appears more than once`);
}
