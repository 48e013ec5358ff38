import { textMatching } from '@glueline/schema-registry';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const AUTH_METHODS = ['none', 'scram-sha-512', 'msk-iam'] as const;
const SWITCH = ['true', 'false'] as const;

export const ROLE_ARN = textMatching(
  /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/,
  'must be the ARN of an IAM role',
);
export const EXTERNAL_ID = textMatching(
  /^[\w+=,.@:/-]{2,1224}$/,
  'must be 2 to 1224 of letters, digits, "+=,.@:/_-"',
);

/** How the brokers are spoken to. Each service adds them to its own. */
export const securitySettings = {
  KAFKA_AUTH: z.enum(AUTH_METHODS, { error: `must be one of ${AUTH_METHODS.join(', ')}` }).default('none'),
  KAFKA_TLS: z.enum(SWITCH, { error: `must be one of ${SWITCH.join(', ')}` }).optional(),
  KAFKA_CA_FILE: z.string().transform(readCertificates).optional(),
  // The client escapes only the first comma of a name.
  KAFKA_USERNAME: textMatching(
    /^[^,\s]{1,255}$/,
    'must be 1 to 255 characters without "," and spaces',
  ).optional(),
  KAFKA_PASSWORD: z.string().optional(),
  KAFKA_ROLE_ARN: ROLE_ARN.optional(),
  KAFKA_EXTERNAL_ID: EXTERNAL_ID.optional(),
};

type SecuritySettings = z.infer<z.ZodObject<typeof securitySettings>>;

export type KafkaSecurity = {
  /** Certificates in PEM; without them those of the system and of Node. */
  tls: { ca: string | undefined } | undefined;
  auth:
    | { method: 'none' }
    | { method: 'scram-sha-512'; username: string; password: string }
    /** Without a role to assume the process' own credentials sign. */
    | { method: 'msk-iam'; role: Role | undefined };
};

export type Role = { roleArn: string; externalId: string };

/** Of settings in which `findSecurityProblems` finds none. */
export function toSecurity(set: SecuritySettings): KafkaSecurity {
  const isEncrypted = set.KAFKA_TLS === 'true' || set.KAFKA_AUTH !== 'none';
  return { tls: isEncrypted ? { ca: set.KAFKA_CA_FILE } : undefined, auth: toAuth(set) };
}

function toAuth(set: SecuritySettings): KafkaSecurity['auth'] {
  const { KAFKA_AUTH: method } = set;
  if (method === 'none') return { method };
  if (method === 'msk-iam') {
    const { KAFKA_ROLE_ARN: roleArn, KAFKA_EXTERNAL_ID: externalId } = set;
    return { method, role: roleArn === undefined ? undefined : { roleArn, externalId: externalId! } };
  }
  return { method, username: set.KAFKA_USERNAME!, password: set.KAFKA_PASSWORD! };
}

const NEEDED = {
  none: [],
  'scram-sha-512': ['KAFKA_USERNAME', 'KAFKA_PASSWORD'],
  'msk-iam': ['KAFKA_ROLE_ARN', 'KAFKA_EXTERNAL_ID'],
} as const satisfies Record<(typeof AUTH_METHODS)[number], readonly (keyof SecuritySettings)[]>;

/**
 * A setting that would go unused is a problem too: somebody believes that it is in force. `mayUseOwnRole`: whether
 * `msk-iam` does without both settings of a role; one of them alone is a problem all the same.
 */
export function findSecurityProblems(
  set: SecuritySettings,
  { mayUseOwnRole }: { mayUseOwnRole: boolean },
): { path: string[]; message: string }[] {
  const { KAFKA_AUTH: auth } = set;
  const needed: readonly (keyof SecuritySettings)[] = NEEDED[auth];
  const missing = needed.filter((name) => set[name] === undefined);
  const usesOwnRole = mayUseOwnRole && auth === 'msk-iam' && missing.length === needed.length;
  const problems = (usesOwnRole ? [] : missing).map((name) => ({
    path: [name],
    message: `KAFKA_AUTH=${auth} needs it`,
  }));
  const unused = Object.values(NEEDED)
    .flat()
    .filter((name) => set[name] !== undefined && !needed.includes(name));
  if (unused.length > 0) {
    // Not by the names' own problems: those would tell the password.
    problems.push({ path: ['KAFKA_AUTH'], message: `has no use for ${unused.join(' and ')}` });
  }
  if (auth !== 'none' && set.KAFKA_TLS === 'false') {
    problems.push({ path: ['KAFKA_TLS'], message: `must not be false with KAFKA_AUTH=${auth}` });
  }
  if (auth === 'none' && set.KAFKA_TLS !== 'true' && set.KAFKA_CA_FILE !== undefined) {
    problems.push({ path: ['KAFKA_TLS'], message: 'must be true with KAFKA_CA_FILE' });
  }
  return problems;
}

function readCertificates(file: string, context: z.RefinementCtx): string {
  try {
    const pem = readFileSync(file, 'utf8');
    const first = new X509Certificate(pem);
    if (Date.parse(first.validTo) > Date.now()) return pem;
    context.addIssue(
      `must be a file of certificates that have not expired: this one did on ${first.validTo}`,
    );
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown content';
    context.addIssue(`must be a readable file of certificates in PEM: ${reason}`);
  }
  return z.NEVER;
}
