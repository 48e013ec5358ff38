import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { AssumeRoleError } from './errors.ts';

export type AssumedRoleCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
};

const MINUTE_MS = 60_000;
/** Renewal starts this long before expiry, so that a slow or briefly absent STS is not noticed. */
const RENEW_BEFORE_EXPIRY_MS = 5 * MINUTE_MS;

/**
 * A credential provider for AWS SDK clients: assumes the role once, shares the answer, and renews it five
 * minutes before expiry. While renewal fails, credentials that are still valid go on being served.
 * Throws AssumeRoleError.
 */
export function createAssumedRoleCredentials(options: {
  client: Pick<STSClient, 'send'>;
  roleArn: string;
  externalId: string;
  sessionName: string;
  /** Session length; STS' own default, 3,600, when absent. */
  durationSeconds?: number;
  now?: () => number;
}): () => Promise<AssumedRoleCredentials> {
  const now = options.now ?? Date.now;
  let current: AssumedRoleCredentials | undefined;
  let renewal: Promise<AssumedRoleCredentials> | undefined;

  const isValidFor = (credentials: AssumedRoleCredentials, ms: number) =>
    credentials.expiration.getTime() - now() > ms;

  async function renew(): Promise<AssumedRoleCredentials> {
    try {
      current = await assumeRole(options);
      return current;
    } catch (error) {
      if (current !== undefined && isValidFor(current, 0)) return current;
      throw error;
    } finally {
      renewal = undefined;
    }
  }

  return async () => {
    if (current !== undefined && isValidFor(current, RENEW_BEFORE_EXPIRY_MS)) return current;
    renewal ??= renew();
    return renewal;
  };
}

type RoleRequest = {
  client: Pick<STSClient, 'send'>;
  roleArn: string;
  externalId: string;
  sessionName: string;
  durationSeconds?: number;
};

async function assumeRole(request: RoleRequest): Promise<AssumedRoleCredentials> {
  const command = new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    ExternalId: request.externalId,
    DurationSeconds: request.durationSeconds,
  });
  const answer = await request.client.send(command).catch((error: unknown) => {
    throw toAssumeRoleError(request.roleArn, error);
  });
  const issued = answer.Credentials;
  if (!issued?.AccessKeyId || !issued.SecretAccessKey || !issued.SessionToken || !issued.Expiration) {
    throw new AssumeRoleError(false, `STS answered without credentials for role ${request.roleArn}`);
  }
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    sessionToken: issued.SessionToken,
    expiration: issued.Expiration,
  };
}

function toAssumeRoleError(roleArn: string, error: unknown): AssumeRoleError {
  const name = error instanceof Error ? error.name : 'unknown error';
  if (name === 'AccessDenied' || name === 'AccessDeniedException') {
    const causes = "check the ExternalId, the role's trust policy, and the caller's permission to assume it";
    return new AssumeRoleError(true, `not allowed to assume role ${roleArn}: ${causes}`, { cause: error });
  }
  return new AssumeRoleError(false, `cannot assume role ${roleArn} (${name})`, { cause: error });
}
